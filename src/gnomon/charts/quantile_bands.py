"""Quantile bands: when did a number move, in its own unit?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import altair as alt

from gnomon.charts import chart, frame, lane, shares, ticks
from gnomon.charts.chart import Spec, Table
from gnomon.charts.micro import path
from gnomon.charts.over_time import OverTime
from gnomon.profiles.summary import Summary

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Not the extremes: they grow with the number of rows."""


@dataclass(frozen=True, slots=True)
class QuantileBands:
    """Quantiles of each window, over those of the reference as rules.

    Attributes:
        over: The column over time.
        quantiles: For each window its values at `LEVELS`; NaN where it has none.
        reference: The reference's values at `LEVELS`.
        is_time: Whether the values are microseconds since the epoch.
    """

    over: OverTime
    quantiles: tuple[tuple[float, ...], ...]
    reference: tuple[float, ...]
    is_time: bool = False
    title: str = "Quantiles"

    @property
    def caption(self) -> str:
        """What is drawn."""
        note = f"; {self.over.line.remark}" if self.over.line.remark else ""
        return f"median, 25–75 % and 5–95 %; grey: reference median, 5 and 95 %{note}"

    @property
    def sentence(self) -> str:
        """From where to where the median went, and how often it was in violation."""
        medians = [
            (q[2], w) for q, w in zip(self.quantiles, self.over.line.windows, strict=True) if math.isfinite(q[2])
        ]
        if not medians:
            return f"{self.over.column}: no values in any window."
        (low, then), (high, when) = min(medians), max(medians)
        words = ticks.exact((low, high, self.reference[2]), is_time=self.is_time)
        return (
            f"{self.over.column} per window: median {words[0]} ({then.name}) to {words[1]} ({when.name}), "
            f"reference {words[2]}; {lane.violations(self.over)}."
        )

    def table(self) -> Table:
        """A row a window: its name, quantiles and verdict."""
        rows = tuple(
            (window.full_name, *(lane.known(q) for q in quantiles), status)
            for window, quantiles, status in zip(
                self.over.line.windows, self.quantiles, self.over.statuses, strict=True
            )
        )
        return Table(("window", "q05", "q25", "median", "q75", "q95", "status"), rows)

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as SVG."""
        domain = self._domain()
        xs, y = lane.xs(self.over), lane.scale(*domain)
        lines = [
            self.over.runs(
                [(x, y(q[k])) if math.isfinite(q[k]) else None for x, q in zip(xs, self.quantiles, strict=True)]
            )
            for k in range(len(LEVELS))
        ]
        drawn = lane.backdrop(self.over)
        drawn += "".join(
            f'<path class="{style}" d="M0 {y(self.reference[k])}h{lane.WIDTH}"/>'
            for k, style in ((0, "rq"), (2, "rr"), (4, "rq"))
            if math.isfinite(self.reference[k])
        )
        drawn += f'<path class="b1" d="{path.area(lines[0], lines[4])}"/>'
        drawn += f'<path class="b2" d="{path.area(lines[1], lines[3])}"/>'
        drawn += f'<path class="c" d="{path.line(lines[2])}"/>'
        marks = lane.marks(self.over, [y(q[2]) if math.isfinite(q[2]) else None for q in self.quantiles])
        ys = [v for v in ticks.between(*domain, 4, is_time=self.is_time).tolist() if domain[0] <= v <= domain[1]]
        span = domain[1] - domain[0]
        labels = [
            frame.Tick((v - domain[0]) / span, text)
            for v, text in zip(ys, ticks.labels(ys, is_time=self.is_time), strict=True)
        ]
        return frame.frame(
            drawn,
            (lane.WIDTH, lane.HEIGHT),
            self.sentence,
            x=self.over.line.ticks() if dated else (),
            y=labels,
            marks=marks,
        )

    def spec(self, width: int = 620, height: int = 190) -> Spec:
        """The chart for Vega-Lite."""
        base = alt.Chart(chart.values(self._rows())).encode(
            x=lane.time_axis(), tooltip=lane.tooltip(*self.table().columns[1:6])
        )
        y = alt.Y("q05:Q", title=None, scale=alt.Scale(zero=False))
        rules = [
            {"at": value, "rule": rule}
            for value, rule in zip(self.reference, ("q", "", "m", "", "q"), strict=True)
            if rule and math.isfinite(value)
        ]
        layers = [
            *lane.period(self.over),
            base.mark_area(style="band").encode(y=y, y2="q95"),
            base.mark_area(style="band-inner").encode(y="q25:Q", y2="q75"),
            *(
                alt.Chart(chart.values([r for r in rules if r["rule"] == kind])).mark_rule(style=style).encode(y="at:Q")
                for kind, style in (("m", "reference"), ("q", "reference-quiet"))
            ),
            base.mark_line(style="current").encode(y="median:Q"),
            *lane.points(self.over, base, "median:Q"),
        ]
        return chart.layered(layers, width, height, self.sentence)

    def _rows(self) -> list[dict[str, object]]:
        return lane.with_gaps(self.over, self.table().records())

    def _domain(self) -> tuple[float, float]:
        known = [ticks.drawable(v) for q in (*self.quantiles, self.reference) for v in q if math.isfinite(v)]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        pad = 0.04 * (high - low) or 0.04 * abs(high) or 0.5
        return low - pad, high + pad


def quantile_bands(over: OverTime, reference: Summary | None) -> QuantileBands | None:
    """The chart of a column of numbers or times; None for other kinds.

    Args:
        over: The column over time.
        reference: The column's summary on the reference side.
    """
    if not any(_quantiles(s) for s in (*over.summaries, reference)):
        return None
    blank = (math.nan,) * len(LEVELS)
    is_time = any(s is not None and s.kind == "time" for s in (*over.summaries, reference))
    return QuantileBands(
        over, tuple(_quantiles(s) or blank for s in over.summaries), _quantiles(reference) or blank, is_time
    )


def _quantiles(summary: Summary | None) -> tuple[float, ...] | None:
    side = shares.numbers_of(summary)
    return tuple(side.quantile(q) for q in LEVELS) if side.count else None
