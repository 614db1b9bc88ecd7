"""A measured value over time: is it as good as promised, and as much as usual?

Hue says what it is, dash says how it is known: realised solid, estimated
dashed, what is usual a grey band, the limit red and dashed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from gnomon.charts import chart, frame, lane, ticks
from gnomon.charts.chart import Spec, Table
from gnomon.charts.micro import path
from gnomon.charts.over_time import OverTime
from gnomon.checks import numbers
from gnomon.checks.numbers import EN_DASH

_NAMES = (
    "window", "realised", "low", "high", "estimated", "estimated low", "estimated high",
    "usual low", "usual high", "limit",
)  # fmt: skip

NOTHING = math.nan
SPARE = 0.06
"""Room above and below what is drawn, as a part of it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its ends; NaN where there is none.

    Example:
        >>> Point(0.9, 0.88, 0.92).words
        '0.900 (0.880–0.920)'
    """

    value: float = NOTHING
    low: float = NOTHING
    high: float = NOTHING

    @property
    def words(self) -> str:
        """The value with its ends, where it has some."""
        ends = f" ({numbers.figure(self.low)}{EN_DASH}{numbers.figure(self.high)})"
        return numbers.figure(self.value) + (ends if math.isfinite(self.low) and math.isfinite(self.high) else "")


@dataclass(frozen=True, slots=True)
class MeasuredOverTime:
    """A value window by window, as it is known and as it is usual.

    Attributes:
        over: What is measured (`AUC`, `rows`), the windows and the verdicts on them.
        realised: As it was measured.
        estimated: As it was estimated.
        usual: Only its ends: what was usual.
        limits: From where on it alerts; NaN where there is none.
    """

    over: OverTime
    realised: tuple[Point, ...]
    estimated: tuple[Point, ...]
    usual: tuple[Point, ...]
    limits: tuple[float, ...]

    @property
    def title(self) -> str:
        """What is measured."""
        return self.over.column

    @property
    def caption(self) -> str:
        """How what is drawn is known."""
        known = {
            "solid: realised": [p.value for p in self.realised] if self._has(p.value for p in self.estimated) else [],
            "dashed: estimated": [p.value for p in self.estimated],
            "bands: 95 % intervals": [p.low for p in (*self.realised, *self.estimated)],
            "grey: usual": [p.low for p in self.usual],
            "red: the limit": self.limits,
        }
        said = [words for words, values in known.items() if self._has(values)]
        return "; ".join(filter(None, (*said, self.over.line.remark)))

    @property
    def newest(self) -> tuple[str, Point] | None:
        """The newest value and how it is known; None where there is none."""
        for real, guess in zip(reversed(self.realised), reversed(self.estimated), strict=True):
            for how, point in (("realised", real), ("estimated", guess)):
                if math.isfinite(point.value):
                    return how, point
        return None

    @property
    def sentence(self) -> str:
        """From where to where it went, how often it was in violation, and the newest value."""
        newest = self.newest
        if newest is None:
            return f"{self.title}: not known in any window."
        shown = [p.value for p in self.realised if math.isfinite(p.value)]
        how = "" if shown else "estimated "
        shown = shown or [p.value for p in self.estimated if math.isfinite(p.value)]
        last = f"{newest[0]} " if newest[0] == "estimated" and not how else ""
        return (
            f"{self.title}: {how}{numbers.figure(min(shown))} to {numbers.figure(max(shown))}, "
            f"{lane.violations(self.over)}; newest {last}{newest[1].words}."
        )

    def table(self) -> Table:
        """A row a window; what is not known in any is left out."""
        rows = self._rows()
        shown = [i for i in range(len(rows[0])) if any(row[i] is not None for row in rows)]
        names = (*_NAMES, "status")
        return Table(tuple(names[i] for i in shown), tuple(tuple(row[i] for i in shown) for row in rows))

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as SVG."""
        low, high = self._domain()
        y = lane.scale(low, high)
        over, xs = self.over, lane.xs(self.over)

        def ends(points: Sequence[Point]) -> tuple[list[path.Point | None], list[path.Point | None]]:
            pairs = [(p.low, p.high) if math.isfinite(p.low) and math.isfinite(p.high) else None for p in points]
            lows = [None if pair is None else (x, y(pair[0])) for x, pair in zip(xs, pairs, strict=True)]
            highs = [None if pair is None else (x, y(pair[1])) for x, pair in zip(xs, pairs, strict=True)]
            return over.runs(lows), over.runs(highs)

        def trace(values: Sequence[float]) -> str:
            points = [(x, y(v)) if math.isfinite(v) else None for x, v in zip(xs, values, strict=True)]
            return path.line(over.runs(points))

        drawn = lane.shades(over.line, lane.HEIGHT)
        drawn += "".join(
            f'<path class="{style}" d="{path.area(*ends(points))}"/>'
            for style, points in (("p", self.usual), ("b0", self.estimated), ("b1", self.realised))
            if self._has(p.low for p in points)
        )
        lines = {"limit": self.limits, "e": [p.value for p in self.estimated], "c": [p.value for p in self.realised]}
        drawn += "".join(f'<path class="{s}" d="{trace(values)}"/>' for s, values in lines.items() if self._has(values))
        at = ticks.between(low, high, 4).tolist()
        labels = [frame.Tick((v - low) / (high - low), text) for v, text in zip(at, ticks.labels(at), strict=True)]
        return frame.frame(
            drawn,
            (lane.WIDTH, lane.HEIGHT),
            self.sentence,
            x=self.over.line.ticks() if dated else (),
            y=labels,
            marks=lane.marks(over, [y(p.value) if math.isfinite(p.value) else None for p in self._shown()]),
            height=110,
        )

    def spec(self, width: int = 620, height: int = 150) -> Spec:
        """The chart for Vega-Lite."""
        over = self.over
        whole = Table((*_NAMES, "status"), self._rows())
        records = [
            {name.replace(" ", "_"): value for name, value in record.items()} | {"shown": lane.known(point.value)}
            for record, point in zip(whole.records(), self._shown(), strict=True)
        ]
        base = alt.Chart(chart.values(lane.with_gaps(over, records))).encode(
            x=lane.time_axis(), tooltip=lane.tooltip(*(name.replace(" ", "_") for name in _NAMES[1:]))
        )

        def y(field: str) -> alt.Y:
            return alt.Y(field, type="quantitative", title=None, scale=alt.Scale(domain=list(self._domain())))

        layers = [
            *lane.aside(over),
            base.mark_area(style="reference-period").encode(y=y("usual_low"), y2="usual_high"),
            base.mark_area(style="band").encode(y=y("estimated_low"), y2="estimated_high"),
            base.mark_area(style="band").encode(y=y("low"), y2="high"),
            base.mark_line(style="limit").encode(y=y("limit")),
            base.mark_line(style="estimated").encode(y=y("estimated")),
            base.mark_line(style="current").encode(y=y("realised")),
            *lane.points(over, base, y("shown")),
        ]
        return chart.layered(layers, width, height, self.sentence)

    def _rows(self) -> tuple[tuple[Any, ...], ...]:
        rows = []
        for i, window in enumerate(self.over.line.windows):
            figures = [number for p in (self.realised[i], self.estimated[i]) for number in (p.value, p.low, p.high)]
            figures += [self.usual[i].low, self.usual[i].high, self.limits[i]]
            status = "maintenance" if window.start in self.over.line.aside else self.over.statuses[i]
            rows.append((window.full_name, *map(lane.known, figures), status))
        return tuple(rows)

    def _has(self, values: Iterable[float]) -> bool:
        """Whether anything of it is known."""
        return any(map(math.isfinite, values))

    def _shown(self) -> list[Point]:
        """Where a window's triangle stands: on what is realised, else on what is estimated."""
        both = zip(self.realised, self.estimated, strict=True)
        return [real if math.isfinite(real.value) else guess for real, guess in both]

    def _domain(self) -> tuple[float, float]:
        points = (*self.realised, *self.estimated, *self.usual)
        found = [v for p in points for v in (p.value, p.low, p.high) if math.isfinite(v)]
        found += [v for v in self.limits if math.isfinite(v)]
        if not found:
            return 0.0, 1.0
        low, high = min(found), max(found)
        room = SPARE * (high - low) or abs(high) or 1.0
        return low - room if low < 0 or low > room else 0.0, high + room
