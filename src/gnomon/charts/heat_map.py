"""Distribution over time as a heat map: when did it move?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import altair as alt
import numpy as np

from gnomon.charts import chart, frame, lane, shares, ticks
from gnomon.charts.chart import Spec, Table
from gnomon.charts.over_time import OverTime
from gnomon.charts.shares import Floats
from gnomon.checks import numbers
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary
from gnomon.sketches.categories import Categories

BINS = 20
NAMES = 10
LEVELS = (0.002, 0.01, 0.05, 0.2)
"""Shares from which a cell is drawn darker: the colour is of the logarithm, and the same in every window."""

LEAST = 0.001


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """Shares of each window's values over one set of bins.

    Attributes:
        over: The column over time.
        names: Text of each bin, lowest or most frequent first.
        edges: `(B+1,)` of bins of numbers; empty for names.
        cells: `(windows, B)` shares in [0, 1]; NaN in a window without values.
        reference: `(B,)` shares of the reference, the margin of the chart.
        is_time: Whether the edges are microseconds since the epoch.
    """

    over: OverTime
    names: tuple[str, ...]
    edges: Floats
    cells: Floats
    reference: Floats
    is_time: bool = False
    title: str = "Distribution over time"

    @property
    def caption(self) -> str:
        """What a colour means."""
        note = f"; {self.over.line.remark}" if self.over.line.remark else ""
        return f"share of the window's values, darker is more (logarithm){note}"

    @property
    def sentence(self) -> str:
        """Which bin held most at first and at last, and how often it was in violation."""
        known = [i for i, row in enumerate(self.cells) if np.isfinite(row).all()]
        if not known:
            return f"{self.over.column}: no values in any window."
        first, last = (self.names[int(np.argmax(self.cells[i]))] for i in (known[0], known[-1]))
        return (
            f"{self.over.column} per window: most in {first} at first, in {last} at last; {lane.violations(self.over)}."
        )

    def table(self) -> Table:
        """A row a window and bin, largest bins last."""
        rows = [
            (window.full_name, name, float(share))
            for window, row in zip(self.over.line.windows, self.cells, strict=True)
            for name, share in zip(self.names, row, strict=True)
            if math.isfinite(share)
        ]
        return Table(("window", "bin", "share"), tuple(rows))

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as SVG: a path for each of four levels."""
        levels = np.searchsorted(LEVELS, np.nan_to_num(self.cells), side="right")
        drawn = "".join(
            f'<path class="d{level}" d="{self._cells_of(levels == level)}"/>' for level in range(1, len(LEVELS) + 1)
        )
        return frame.frame(
            drawn,
            (lane.WIDTH, len(self.names)),
            self.sentence,
            x=self.over.line.ticks() if dated else (),
            y=self._y(),
            height=130,
        )

    def spec(self, width: int = 620, height: int = 150) -> Spec:
        """The chart for Vega-Lite."""
        by_window = [
            {
                "start": w.start.isoformat(),
                "end": w.end.isoformat(),
                "window": w.full_name,
                "bin": name,
                "share": float(s),
            }
            for w, row in zip(self.over.line.windows, self.cells, strict=True)
            for name, s in zip(self.names, row, strict=True)
            if math.isfinite(s) and s > 0
        ]
        order = list(self.names) if not len(self.edges) else list(reversed(self.names))
        base = alt.Chart(chart.values(by_window)).mark_rect()
        drawn = base.encode(
            x=alt.X("start:T", title=None, scale=alt.Scale(type="utc")),
            x2="end:T",
            y=alt.Y("bin:O", sort=order, title=None, axis=alt.Axis(labelOverlap=True, grid=False)),
            color=alt.Color("share:Q", scale=alt.Scale(type="log", range="ramp", domain=[LEAST, 1.0], clamp=True)),
            tooltip=[alt.Tooltip("window:N"), alt.Tooltip("bin:N"), alt.Tooltip("share:Q", format=".1%")],
        )
        return chart.layered([drawn], width, height, self.sentence)

    def _cells_of(self, drawn: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
        """Rectangles of one level, neighbours in time as one; bins of numbers rise upwards, names run downwards."""
        line, bins = self.over.line, len(self.names)
        lefts = [round(lane.WIDTH * line.at(w.start)) for w in line.windows]
        rights = [round(lane.WIDTH * line.at(w.end)) for w in line.windows]
        text = ""
        for b in range(bins):
            y = bins - 1 - b if len(self.edges) else b
            start = None
            for i in range(len(lefts) + 1):
                inside = i < len(lefts) and bool(drawn[i, b])
                touches = inside and start is not None and lefts[i] == rights[i - 1]
                if start is not None and not touches:
                    width = rights[i - 1] - start
                    text += f"M{start} {y}h{width}v1h-{width}z"
                    start = None
                if inside and start is None:
                    start = lefts[i]
        return text

    def _y(self) -> list[frame.Tick]:
        bins = len(self.names)
        if not len(self.edges):
            return [frame.Tick(1 - (i + 0.5) / bins, numbers.short(name, 12)) for i, name in enumerate(self.names)]
        low, high = float(self.edges[0]), float(self.edges[-1])
        at = ticks.between(low, high, 4, is_time=self.is_time)
        words = ticks.labels(at, is_time=self.is_time)
        return [frame.Tick((v - low) / (high - low), w) for v, w in zip(at.tolist(), words, strict=True)]


def heat_map(over: OverTime, reference: Summary | None) -> HeatMap | None:
    """The chart of one column: 20 bins of numbers, or the ten most frequent names and the others.

    Args:
        over: The column over time.
        reference: The column's summary on the reference side.

    Returns:
        None when no window has a value.
    """
    sides = [s for s in (*over.summaries, reference) if s is not None and not isinstance(s, NullSummary) and s.count]
    if not sides or len({s.kind for s in sides}) != 1:
        return None
    if isinstance(sides[0], CategorySummary | FlagSummary):
        return _of_names(over, reference)
    numeric = [s for s in sides if not isinstance(s, CategorySummary | FlagSummary)]
    is_time = isinstance(sides[0], TimeSummary)
    edges = shares.equal_edges([_pooled([s.values for s in numeric])], is_time=is_time, most=BINS)
    words = ticks.labels(edges, is_time=is_time)
    names = tuple(f"{a} to {b}" for a, b in pairwise(words))
    cells = np.array([_shares(shares.mass(shares.numbers_of(s), edges)) for s in over.summaries])
    return HeatMap(
        over, names, edges, cells, np.nan_to_num(_shares(shares.mass(shares.numbers_of(reference), edges))), is_time
    )


def _of_names(over: OverTime, reference: Summary | None) -> HeatMap:
    sides = [shares.categories_of(s) for s in (*over.summaries, reference)]
    pooled = Categories()
    for side in sides:
        pooled += side
    order = np.argsort(-pooled.counts, kind="stable")
    top = order[:NAMES]
    counts = np.zeros((len(sides), len(pooled.names)))
    for row, side in enumerate(sides):
        counts[row, np.searchsorted(pooled.cells, side.at(pooled.shift).cells)] = side.at(pooled.shift).counts
    shown = pooled.shown()
    names = [shown[i] for i in top]
    kept = counts[:, top]
    if len(order) > NAMES:
        names.append(f"{len(order) - NAMES} others")
        kept = np.column_stack([kept, counts[:, order[NAMES:]].sum(axis=1)])
    cells = np.array([_shares(row) for row in kept])
    return HeatMap(over, tuple(names), np.empty(0), cells[:-1], np.nan_to_num(cells[-1]))


def _pooled(sides: Sequence[NumberSummary]) -> NumberSummary:
    total = NumberSummary()
    for side in sides:
        total += side
    return total


def _shares(counts: Floats) -> Floats:
    total = counts.sum()
    return counts / total if total else np.full(len(counts), math.nan)
