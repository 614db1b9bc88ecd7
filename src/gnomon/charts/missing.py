"""Missing share over time: since when do values not come?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import altair as alt

from gnomon.charts import chart, frame, lane
from gnomon.charts.chart import Spec, Table
from gnomon.charts.over_time import OverTime
from gnomon.checks import numbers
from gnomon.profiles.summary import Summary


@dataclass(frozen=True, slots=True)
class Missing:
    """Share of rows without a value, window by window.

    Attributes:
        over: The column over time.
        shares: In [0, 1] for each window; NaN where the window has no rows.
        reference: The reference's share; NaN where it is not known.
    """

    over: OverTime
    shares: tuple[float, ...]
    reference: float
    title: str = "Missing"

    @property
    def caption(self) -> str:
        """What is drawn."""
        note = f"; {self.over.line.remark}" if self.over.line.remark else ""
        return f"share of rows without a value; reference {numbers.share(self.reference)}{note}"

    @property
    def sentence(self) -> str:
        """The largest share and when."""
        known = [(share, i) for i, share in enumerate(self.shares) if math.isfinite(share)]
        if not known:
            return f"{self.over.column}: no rows in any window."
        share, i = max(known, key=lambda pair: (pair[0], -pair[1]))
        windows = self.over.line.windows
        return (
            f"{self.over.column} is missing in {numbers.share(share)} of rows at most ({windows[i].name}), "
            f"{numbers.share(self.reference)} in the reference."
        )

    def table(self) -> Table:
        """A row a window."""
        rows = zip(self.over.line.windows, self.shares, strict=True)
        return Table(("window", "missing"), tuple((w.full_name, s if math.isfinite(s) else None) for w, s in rows))

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as SVG: a bar a window."""
        line, drawn = self.over.line, ""
        top = self._top()
        for window, share in zip(line.windows, self.shares, strict=True):
            height = round(lane.HEIGHT * share / top) if math.isfinite(share) else 0
            if height:
                left, right = round(lane.WIDTH * line.at(window.start)), round(lane.WIDTH * line.at(window.end))
                drawn += f"M{left} {lane.HEIGHT}v-{height}h{max(1, right - left)}v{height}z"
        plot = lane.backdrop(self.over) + f'<path class="m" d="{drawn}"/>'
        y = [frame.Tick(0.0, "0"), frame.Tick(1.0, numbers.share(top))]
        return frame.frame(
            plot, (lane.WIDTH, lane.HEIGHT), self.sentence, x=line.ticks() if dated else (), y=y, height=44
        )

    def spec(self, width: int = 620, height: int = 60) -> Spec:
        """The chart for Vega-Lite."""
        rows = lane.with_gaps(self.over, self.table().records())
        bars = alt.Chart(chart.values(rows)).encode(
            x=alt.X("start:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(format=lane.DAYS)),
            x2="end:T",
            y2=alt.datum(0),
            y=alt.Y("missing:Q", title=None, axis=alt.Axis(format="%", tickCount=2)),
            tooltip=[alt.Tooltip("window:N"), alt.Tooltip("missing:Q", format=".1%")],
        )
        layers = [*lane.period(self.over), bars.mark_rect(style="current-bar")]
        return chart.layered(layers, width, height, self.sentence)

    def _top(self) -> float:
        """The share at the top: at least one per cent, else nothing would look like much."""
        return min(1.0, max([0.01, *(share for share in self.shares if math.isfinite(share))]))


def missing(over: OverTime, reference: Summary | None) -> Missing:
    """The chart of one column.

    Args:
        over: The column over time.
        reference: The column's summary on the reference side.
    """
    return Missing(over, tuple(_share(s) for s in over.summaries), _share(reference))


def _share(summary: Summary | None) -> float:
    return summary.missing / summary.rows if summary is not None and summary.rows else math.nan
