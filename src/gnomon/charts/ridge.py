"""Ridge: when did it move, over a few windows?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import altair as alt
import numpy as np

from gnomon.charts import chart, frame, shares, ticks
from gnomon.charts.chart import Spec, Table
from gnomon.charts.over_time import OverTime
from gnomon.charts.shares import Floats
from gnomon.profiles.summary import Summary

MOST = 13
"""More windows are read better as a heat map."""

STEP = 20
"""Distance of two base lines in plot units; an outline is at most 60 % higher than that."""


@dataclass(frozen=True, slots=True, eq=False)
class Ridge:
    """An outline a window, one base line below the other.

    Attributes:
        over: The column over time, at most 13 windows.
        edges: `(B+1,)` of the cells.
        cells: `(windows, B)` shares; 0 in a window without values.
        median: The reference's median; NaN where it is not known.
        is_time: Whether the edges are microseconds since the epoch.
    """

    over: OverTime
    edges: Floats
    cells: Floats
    median: float
    is_time: bool = False
    title: str = "Distribution over time"

    @property
    def caption(self) -> str:
        """What is drawn."""
        return "share of each window's values; dotted: reference median"

    @property
    def sentence(self) -> str:
        """Where most of the values were in the first and in the last window."""
        words = ticks.labels(self.edges, is_time=self.is_time)
        first, last = (int(np.argmax(self.cells[i])) for i in (0, -1))
        windows = self.over.line.windows
        return (
            f"{self.over.column}: most between {words[first]} and {words[first + 1]} in {windows[0].name}, "
            f"between {words[last]} and {words[last + 1]} in {windows[-1].name}."
        )

    def table(self) -> Table:
        """A row a window and cell."""
        rows = [
            (window.full_name, float(low), float(high), float(share))
            for window, row in zip(self.over.line.windows, self.cells, strict=True)
            for low, high, share in zip(self.edges, self.edges[1:], row, strict=False)
        ]
        return Table(("window", "low", "high", "share"), tuple(rows))

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as SVG."""
        top, bins = float(self.cells.max()) or 1.0, self.cells.shape[1]
        drawn = ""
        for i, row in enumerate(self.cells):
            foot = STEP * (i + 1) + 12
            heights = [round(1.6 * STEP * share / top) for share in row.tolist()]
            ends = zip([0, *heights], [*heights, 0], strict=True)
            outline = "".join(f"l10 {a - b}" if i else f"l5 {a - b}" for i, (a, b) in enumerate(ends))
            drawn += f'<path class="{"rf" if self._in_reference(i) else "cf"}" d="M0 {foot}{outline}z"/>'
        height = STEP * len(self.cells) + 14
        low, high = float(self.edges[0]), float(self.edges[-1])
        at = ticks.between(low, high, 5, is_time=self.is_time)
        x = [
            frame.Tick((v - low) / (high - low), text)
            for v, text in zip(at.tolist(), ticks.labels(at, is_time=self.is_time), strict=True)
        ]
        y = [frame.Tick(1 - (STEP * (i + 1) + 8) / height, w.name) for i, w in enumerate(self.over.line.windows)]
        return frame.frame(drawn, (10 * bins, height), self.sentence, x=x, y=y, height=height)

    def spec(self, width: int = 360, height: int = 20) -> Spec:
        """The chart for Vega-Lite: `height` is the distance of two base lines."""
        top = float(self.cells.max()) or 1.0
        unit = 1000.0 if self.is_time else 1.0
        middles = (self.edges[:-1] + self.edges[1:]) / 2 / unit
        layers: list[alt.Chart] = []
        for i, (window, row) in enumerate(zip(self.over.line.windows, self.cells, strict=True)):
            foot = -float(i)
            rows = [
                {
                    "x": float(x),
                    "foot": foot,
                    "top": foot + 1.6 * float(s) / top,
                    "share": float(s),
                    "window": window.name,
                }
                for x, s in zip(middles, row, strict=True)
            ]
            base = alt.Chart(chart.values(rows)).encode(
                x=alt.X(
                    "x", type="temporal" if self.is_time else "quantitative", title=None, scale=alt.Scale(zero=False)
                ),
                y=alt.Y("foot:Q", axis=None),
                y2="top",
                tooltip=["window:N", alt.Tooltip("share:Q", format=".1%")],
            )
            style = "ridge-reference" if self._in_reference(i) else "ridge"
            layers.append(base.mark_area(style=style, interpolate="monotone"))
            label = alt.Chart(chart.values([{"foot": foot, "window": window.name}]))
            layers.append(
                label.mark_text(style="label", align="right", baseline="bottom").encode(
                    x=alt.value(-8), y=alt.Y("foot:Q", axis=None), text="window:N"
                )
            )
        if math.isfinite(self.median):
            layers.append(
                alt.Chart(chart.values([{"x": self.median / unit}])).mark_rule(style="reference-quiet").encode(x="x:Q")
            )
        return chart.layered(layers, width, height * (len(self.cells) + 1), self.sentence)

    def _in_reference(self, i: int) -> bool:
        stretch = self.over.reference
        return stretch is not None and stretch.start <= self.over.line.windows[i].start < stretch.end


def ridge(over: OverTime, reference: Summary | None) -> Ridge | None:
    """The chart of a column of numbers or times.

    Args:
        over: The column over time.
        reference: The column's summary on the reference side.

    Returns:
        None for other kinds, for more than 13 windows, or when there are no values.
    """
    sides = [shares.numbers_of(s) for s in (*over.summaries, reference)]
    if len(over.summaries) > MOST or not any(side.count for side in sides):
        return None
    is_time = any(s is not None and s.kind == "time" for s in over.summaries)
    edges = shares.equal_edges([side for side in sides if side.count], is_time=is_time)
    counts = np.array([shares.mass(side, edges) for side in sides[:-1]])
    totals = counts.sum(axis=1, keepdims=True)
    return Ridge(over, edges, counts / np.where(totals == 0, 1, totals), sides[-1].quantile(0.5), is_time)
