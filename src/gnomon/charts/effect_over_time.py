"""Effect over time: since when is the change larger than its limit?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import altair as alt

from gnomon.charts import chart, frame, lane, ticks
from gnomon.charts.chart import Spec, Table
from gnomon.charts.micro import path
from gnomon.charts.over_time import OverTime
from gnomon.checks import numbers


@dataclass(frozen=True, slots=True)
class EffectOverTime:
    """Each window's effect with the limit from which it alerts.

    Attributes:
        over: The column over time, with its verdicts.
        effects: Signed effect of each window; NaN where there is none.
        limits: The limit of each window, positive.
    """

    over: OverTime
    effects: tuple[float, ...]
    limits: tuple[float, ...]
    title: str = "Effect"

    @property
    def caption(self) -> str:
        """What is drawn."""
        return "size of the change in the unit of the test that decided; dashed: alert limit"

    @property
    def sentence(self) -> str:
        """The largest effect, when, and how often it was in violation."""
        known = [(abs(e), i) for i, e in enumerate(self.effects) if math.isfinite(e)]
        if not known:
            return f"{self.over.column}: no effect could be computed."
        i = max(known)[1]
        return (
            f"{self.over.column}: largest effect {numbers.signed(self.effects[i])} "
            f"({self.over.line.windows[i].name}); {lane.violations(self.over)}."
        )

    def table(self) -> Table:
        """A row a window: effect, limit, verdict."""
        rows = [
            (w.full_name, e if math.isfinite(e) else None, limit if math.isfinite(limit) else None, s)
            for w, e, limit, s in zip(
                self.over.line.windows, self.effects, self.limits, self.over.statuses, strict=True
            )
        ]
        return Table(("window", "effect", "limit", "status"), tuple(rows))

    def svg(self, **ids: str) -> str:
        """The chart as SVG."""
        bound = self._bound()
        low = -bound if any(e < 0 for e in self.effects) else 0.0
        y, xs = lane.scale(low, bound), lane.xs(self.over)
        line = self.over.runs([(x, y(e)) if math.isfinite(e) else None for x, e in zip(xs, self.effects, strict=True)])
        drawn = lane.backdrop(self.over) + f'<path class="g0" d="M0 {y(0)}h{lane.WIDTH}"/>'
        for sign in (1, -1) if low else (1,):
            limits = [
                (x, y(sign * limit)) if math.isfinite(limit) and limit <= bound else None
                for x, limit in zip(xs, self.limits, strict=True)
            ]
            drawn += f'<path class="limit" d="{path.line(limits)}"/>'
        drawn += f'<path class="c" d="{path.line(line)}"/>'
        marks = lane.marks(self.over, [y(e) if math.isfinite(e) else None for e in self.effects])
        at = ticks.between(low, bound, 4).tolist()
        labels = [frame.Tick((v - low) / (bound - low), text) for v, text in zip(at, ticks.labels(at), strict=True)]
        return frame.frame(
            drawn, (lane.WIDTH, lane.HEIGHT), self.sentence, x=self.over.line.ticks(), y=labels, marks=marks, height=90
        )

    def spec(self, width: int = 620, height: int = 110) -> Spec:
        """The chart for Vega-Lite."""
        rows = [
            {**row, "below": -row["limit"]} if row.get("limit") is not None else row
            for row in lane.with_gaps(self.over, self.table().records())
        ]
        base = alt.Chart(chart.values(rows)).encode(x=lane.time_axis(), tooltip=lane.tooltip("effect", "limit"))
        effect = alt.Y("effect:Q", title=None)
        layers = [
            *lane.period(self.over),
            base.mark_line(style="current").encode(y=effect),
            base.mark_line(style="limit").encode(y="limit:Q"),
        ]
        if any(e < 0 for e in self.effects):
            layers.append(base.mark_line(style="limit").encode(y="below:Q"))
        layers.append(
            base.transform_filter("datum.status == 'violation'").mark_point(style="violation").encode(y=effect)
        )
        return alt.layer(*layers).properties(width=width, height=height, description=self.sentence)

    def _bound(self) -> float:
        known = [abs(v) for v in (*self.effects, *self.limits) if math.isfinite(v)]
        return 1.08 * max(known, default=1.0) or 1.0


def effect_over_time(over: OverTime) -> EffectOverTime | None:
    """The chart of one column; None when no window has a verdict.

    Args:
        over: The column over time, with its verdicts.
    """
    if not any(over.verdicts):
        return None
    return EffectOverTime(
        over,
        tuple(v.effect if v else math.nan for v in over.verdicts),
        tuple(v.limit if v else math.nan for v in over.verdicts),
    )
