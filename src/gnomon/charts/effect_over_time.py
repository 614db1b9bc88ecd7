"""Effect over time: since when is the change larger than its limit?

The test that decides differs from window to window, and with it the unit. So
the chart shows effect ÷ alert limit: 1 is the limit, and above it is a
violation, whatever the test.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import altair as alt

from gnomon.charts import chart, frame, lane, ticks
from gnomon.charts.chart import Spec, Table
from gnomon.charts.micro import path
from gnomon.charts.over_time import OverTime
from gnomon.checks import numbers
from gnomon.checks.verdict import WindowVerdict

LEAST_TOP, MOST_TOP = 1.5, 5.0
"""The highest ratio that is drawn lies between these: what is larger is cut, for it says no more."""


@dataclass(frozen=True, slots=True)
class EffectOverTime:
    """Each window's effect against the limit from which it alerts.

    Attributes:
        over: The column over time, with its verdicts.
        ratios: |effect| ÷ limit of each window; NaN where there is none.
    """

    over: OverTime
    ratios: tuple[float, ...]
    title: str = "Effect"

    @property
    def caption(self) -> str:
        """What is drawn."""
        return f"size of the change ÷ alert limit, cut at {MOST_TOP:.0f}; dashed: the limit"

    @property
    def sentence(self) -> str:
        """The largest effect, when, and how often it was in violation."""
        known = [(ratio, -i) for i, ratio in enumerate(self.ratios) if math.isfinite(ratio)]
        if not known:
            return f"{self.over.column}: no effect could be computed."
        ratio, i = max(known)
        name = self.over.line.windows[-i].name
        return (
            f"{self.over.column}: effect up to {numbers.figure(ratio)} times its alert limit ({name}); "
            f"{lane.violations(self.over)}."
        )

    def table(self) -> Table:
        """A row a window: effect, limit, their ratio, verdict."""
        windows = zip(self.over.line.windows, self.over.verdicts, self.ratios, strict=True)
        rows = [
            (
                w.full_name,
                *((None, None) if v is None else map(lane.known, _numbers(v))),
                lane.known(ratio),
                v and v.status,
            )
            for w, v, ratio in windows
        ]
        return Table(("window", "effect", "limit", "ratio", "status"), tuple(rows))

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as SVG."""
        top = self._top()
        y, xs = lane.scale(0.0, top), lane.xs(self.over)
        heights = [y(min(ratio, top)) if math.isfinite(ratio) else None for ratio in self.ratios]
        line = self.over.runs([None if h is None else (x, h) for x, h in zip(xs, heights, strict=True)])
        drawn = lane.backdrop(self.over)
        drawn += f'<path class="limit" d="M0 {y(1.0)}h{lane.WIDTH}"/><path class="c" d="{path.line(line)}"/>'
        at = ticks.between(0.0, top, 5).tolist()
        labels = [frame.Tick(v / top, text) for v, text in zip(at, ticks.labels(at), strict=True)]
        return frame.frame(
            drawn,
            (lane.WIDTH, lane.HEIGHT),
            self.sentence,
            x=self.over.line.ticks() if dated else (),
            y=labels,
            marks=lane.marks(self.over, heights),
            height=80,
        )

    def spec(self, width: int = 620, height: int = 110) -> Spec:
        """The chart for Vega-Lite."""
        rows = lane.with_gaps(self.over, self.table().records())
        base = alt.Chart(chart.values(rows)).encode(
            x=lane.time_axis(), tooltip=lane.tooltip("effect", "limit", "ratio")
        )
        y = alt.Y("ratio:Q", title=None, scale=alt.Scale(domain=[0, self._top()], clamp=True))
        layers = [
            *lane.period(self.over),
            alt.Chart(chart.values([{"limit": 1}])).mark_rule(style="limit").encode(y="limit:Q"),
            base.mark_line(style="current").encode(y=y),
            *lane.points(self.over, base, y),
        ]
        return chart.layered(layers, width, height, self.sentence)

    def _top(self) -> float:
        return min(MOST_TOP, max([LEAST_TOP, *(1.08 * ratio for ratio in self.ratios if math.isfinite(ratio))]))


def effect_over_time(over: OverTime) -> EffectOverTime | None:
    """The chart of one column; None when no window has a verdict.

    Args:
        over: The column over time, with its verdicts.
    """
    if not any(over.verdicts):
        return None
    return EffectOverTime(over, tuple(math.nan if v is None else _ratio(*_numbers(v)) for v in over.verdicts))


def _numbers(verdict: WindowVerdict) -> tuple[float, float]:
    return verdict.effect, verdict.limit


def _ratio(effect: float, limit: float) -> float:
    return abs(effect) / limit if limit > 0 and math.isfinite(effect) else math.nan
