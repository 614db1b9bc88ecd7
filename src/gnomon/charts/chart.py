"""What every chart that stands alone gives: its words, its table and two drawings of the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Protocol

import altair as alt

Spec = alt.Chart | alt.LayerChart
"""A Vega-Lite spec without a colour in it; `theme.config` gives it those of a scheme."""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart, in the order in which it shows them.

    Example:
        >>> Table(("value", "reference"), (("SFO", 0.033),)).records()
        [{'value': 'SFO', 'reference': 0.033}]
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]  # a cell is text, a number, a time or None

    def records(self) -> list[dict[str, Any]]:
        """One mapping a row, as Vega-Lite reads data."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Chart(Protocol):
    """A chart: a value that holds the numbers which it shows."""

    @property
    def title(self) -> str:
        """The question's noun."""
        ...

    @property
    def caption(self) -> str:
        """Unit and number of rows."""
        ...

    @property
    def sentence(self) -> str:
        """The text alternative: the answer in one sentence, made from the numbers."""
        ...

    def table(self) -> Table:
        """The same numbers, in the same order."""
        ...

    def spec(self) -> Spec:
        """The chart for Vega-Lite."""
        ...

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as light SVG text whose colours come from classes; for files without scripts.

        Args:
            pair_id: The id of the same column's pair histogram in the page, where the chart can draw it again.
            dated: Whether a lane writes dates below; of stacked lanes only the last does.
        """
        ...


def titled(shown: Chart, title: str, most: int = 1000) -> Spec:
    """A chart's spec with a title and its caption above: for a picture that stands without a page.

    Args:
        shown: The chart.
        title: What it says on top.
        most: How many characters of the caption a line has room for.
    """
    spec, caption = shown.spec().copy(deep=False), shown.caption
    spec.title = alt.Title(title, subtitle=caption if len(caption) <= most else wrap(caption, most), offset=12)
    return spec


def layered(layers: Sequence[alt.Chart], width: int, height: int, words: str) -> Spec:
    """Layers as one spec of a size, with its text alternative."""
    made = alt.LayerChart(layer=list(layers))
    made.width, made.height, made.description = width, height, words
    return made


def values(rows: Sequence[dict[str, Any]]) -> alt.Data:
    """Rows as inline data of a spec."""
    return alt.InlineData(values=list(rows))
