"""Now over reference: how is it distributed now, and before?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import altair as alt
import numpy as np

from gnomon.charts import chart, frame, shares, ticks
from gnomon.charts.chart import Spec, Table
from gnomon.charts.micro import pair
from gnomon.charts.shares import Shares
from gnomon.checks import numbers
from gnomon.profiles.summary import Summary

PER_MILLISECOND = 1000.0

AXIS_CHARACTERS, LONGEST_LABEL = 64, 9
"""How many characters of labels stand side by side below a chart, and how many each may have."""


MOST_UPRIGHT = 8
"""So many bars have room for labels that are read without turning one's head."""


@dataclass(frozen=True, slots=True)
class NowOverReference:
    """Shares of both sides on the same bars: reference as grey bars, now as a blue step line.

    Attributes:
        column: Whose.
        shares: Both sides.
        medians: Of the reference and of now; NaN where there is none.
        counts: Rows with a value, of the reference and of now.
    """

    column: str
    shares: Shares
    medians: tuple[float, float]
    counts: tuple[int, int]
    title: str = "Now over reference"

    @property
    def caption(self) -> str:
        """What is shown, and of how many rows."""
        before, now = (numbers.count(n) for n in self.counts)
        more = f"; {numbers.count(self.shares.others)} more values not drawn" if self.shares.others else ""
        return f"share of rows with a value; reference n = {before}, current n = {now}{more}"

    @property
    def sentence(self) -> str:
        """Both medians, or the largest move of a name, and how much of the mass is common."""
        common = numbers.share(float(np.minimum(self.shares.reference, self.shares.current).sum()))
        if not all(self.counts):
            side = "the reference" if not self.counts[0] else "the current side"
            return f"{self.column}: {side} has no values."
        if self.shares.axis == "names" or (self.shares.axis == "values" and self.medians[0] == self.medians[1]):
            moved = int(np.argmax(np.abs(self.shares.current - self.shares.reference)))
            was, now = (numbers.share(float(s[moved])) for s in (self.shares.reference, self.shares.current))
            which = (
                f": {self.shares.names[moved]}" if self.shares.axis == "names" else f" = {self.shares.names[moved]}:"
            )
            return f"{self.column}{which} {was} → {now}; {common} of the mass is common."
        was, now = self._median_words()
        return f"{self.column}: median {was} before, {now} now; {common} of the mass is common."

    def table(self) -> Table:
        """A row a bar: its name and the share of both sides."""
        rows = zip(self.shares.names, self.shares.reference.tolist(), self.shares.current.tolist(), strict=True)
        return Table(("value", "reference", "current"), tuple(rows))

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as SVG.

        Args:
            pair_id: The id of this column's pair histogram elsewhere in the page, drawn again instead of twice.
            dated: Of no use here.
        """
        s = self.shares
        top = pair.top_of(s.reference.tolist(), s.current.tolist())
        drawn = f'<use href="#{pair_id}"/>' if pair_id else pair.paths(s.reference.tolist(), s.current.tolist())
        at = ticks.between(0, top, 5).tolist()
        y = [frame.Tick(share / top, text) for share, text in zip(at, ticks.shares(at), strict=True)]
        return frame.frame(
            drawn, (len(s) * pair.BAR, 100), self.sentence, x=self._ticks(), y=y, flags=self._flags(), height=170
        )

    def spec(self, width: int = 620, height: int = 200) -> Spec:
        """The chart for Vega-Lite."""
        layers = self._cells() if self.shares.axis == "edges" else self._bars()
        return chart.layered(layers, width, height, self.sentence)

    def _median_words(self) -> tuple[str, str]:
        words = ticks.exact(self.medians, is_time=self.shares.is_time)
        return words[0], words[1]

    def _position(self, value: float) -> float:
        """Where a number lies, in [0, 1] from the left; off the drawn cells: at their end."""
        places = self.shares.places
        if self.shares.axis == "values":
            return (float(np.searchsorted(places, value)) + 0.5) / len(places)
        low, high = float(places[0]), float(places[-1])
        return (min(max(value, low), high) - low) / (high - low)

    def _flags(self) -> list[frame.Flag]:
        """The medians; the lower label keeps clear of the other side's rule."""
        if self.shares.axis == "names":
            return []
        before, now = self.medians
        words = self._median_words()
        flags = []
        if math.isfinite(before):
            flags.append(frame.Flag(self._position(before), f"reference, median {words[0]}", "r"))
        if math.isfinite(now):
            anchor = "end" if now < before else "start"
            flags.append(frame.Flag(self._position(now), f"now, median {words[1]}", "c", anchor))
        return flags

    def _ticks(self) -> list[frame.Tick]:
        s = self.shares
        if s.axis == "edges":
            at = ticks.between(float(s.places[0]), float(s.places[-1]), 6, is_time=s.is_time)
            words = ticks.labels(at, is_time=s.is_time)
            return [frame.Tick(self._position(v), word) for v, word in zip(at.tolist(), words, strict=True)]
        shown = [numbers.short(name, LONGEST_LABEL) for name in s.names]
        most = max(4, AXIS_CHARACTERS // (2 + max(map(len, shown))))
        every = -(-len(s) // most)
        return [frame.Tick((i + 0.5) / len(s), word) for i, word in enumerate(shown) if i % every == 0]

    def _cells(self) -> list[alt.Chart]:
        s = self.shares
        places = (s.places / (PER_MILLISECOND if s.is_time else 1)).tolist()
        kind: Literal["temporal", "quantitative"] = "temporal" if s.is_time else "quantitative"
        rows = [
            {"low": a, "high": b, "value": n, "reference": r, "current": c}
            for a, b, n, r, c in zip(
                places, places[1:], s.names, s.reference.tolist(), s.current.tolist(), strict=False
            )
        ]
        line = [{"at": places[0], "current": 0.0, "order": 0}]
        line += [{"at": row["low"], "current": row["current"], "order": i + 1} for i, row in enumerate(rows)]
        line += [{"at": places[-1], "current": rows[-1]["current"], "order": len(rows) + 1}]
        line += [{"at": places[-1], "current": 0.0, "order": len(rows) + 2}]
        x = alt.X("low", type=kind, title=None, scale=alt.Scale(domain=[places[0], places[-1]], nice=False))
        steps = alt.Chart(chart.values(line)).encode(
            x=alt.X("at", type=kind), y=alt.Y("current:Q"), order=alt.Order("order:Q")
        )
        bars = (
            alt.Chart(chart.values(rows))
            .mark_bar(style="reference-fill", binSpacing=1)
            .encode(
                x=x.bin("binned") if not s.is_time else x,
                x2="high",
                y=_share_axis("reference"),
                tooltip=_tooltip(),
            )
        )
        return [
            bars,
            steps.mark_area(style="current-fill", interpolate="step-after"),
            steps.mark_line(style="current", interpolate="step-after"),
            *self._rules(kind),
        ]

    def _rules(self, kind: Literal["temporal", "quantitative"]) -> list[alt.Chart]:
        layers = []
        sides = zip(("reference", "current"), ("reference", "now"), self.medians, self._median_words(), strict=True)
        for row, (style, side, at, word) in enumerate(sides):
            if not math.isfinite(at):
                continue
            place = at / (PER_MILLISECOND if self.shares.is_time else 1)
            base = alt.Chart(chart.values([{"at": place, "text": f"{side}, median {word}"}])).encode(
                x=alt.X("at", type=kind)
            )
            label = "label-current" if style == "current" else "label"
            layers.append(base.mark_rule(style=style))
            layers.append(
                base.mark_text(style=label, baseline="bottom").encode(text="text:N", y=alt.value(-4 - 16 * (1 - row)))
            )
        return layers

    def _bars(self) -> list[alt.Chart]:
        angle = 0 if len(self.shares) <= MOST_UPRIGHT else 270
        base = alt.Chart(chart.values(self.table().records())).encode(
            x=alt.X(
                "value:O", sort=None, title=None, axis=alt.Axis(labelLimit=80, labelOverlap=True, labelAngle=angle)
            ),
            tooltip=_tooltip(),
        )
        return [
            base.mark_bar(style="reference-fill").encode(y=_share_axis("reference")),
            base.mark_bar(style="current-fill").encode(y="current:Q"),
            base.mark_tick(style="current", orient="horizontal", thickness=2).encode(y="current:Q"),
        ]


def now_over_reference(column: str, reference: Summary | None, current: Summary | None) -> NowOverReference | None:
    """The chart of one column; None when there is nothing to show.

    Args:
        column: Its name.
        reference: Its summary on the reference side, None where it is not there.
        current: Its summary now.
    """
    both = shares.of(reference, current)
    if both is None:
        return None
    counts = (0 if reference is None else reference.count, 0 if current is None else current.count)
    return NowOverReference(
        column, both, (shares.numbers_of(reference).quantile(0.5), shares.numbers_of(current).quantile(0.5)), counts
    )


def _share_axis(field: str) -> alt.Y:
    return alt.Y(field, type="quantitative", title=None, axis=alt.Axis(format="%"))


def _tooltip() -> list[alt.Tooltip]:
    share = ".1%"
    return [
        alt.Tooltip("value:N", title="value"),
        alt.Tooltip("reference:Q", title="reference", format=share),
        alt.Tooltip("current:Q", title="now", format=share),
    ]
