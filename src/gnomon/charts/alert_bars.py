"""Alerts of two configurations over the same history: what would I have got?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import altair as alt

from gnomon.charts import chart, frame
from gnomon.charts.chart import Spec, Table
from gnomon.charts.frame import Tick
from gnomon.charts.timeline import Timeline
from gnomon.checks import numbers, phrases
from gnomon.profiles.windows import Window

Side = Literal["before", "after"]
SIDES: tuple[Side, ...] = ("before", "after")

WIDTH, ROW = 1000, 40
"""Plot units of the drawing, and of one monitor in it."""

LEAST = 7
"""A bar is at least so wide, in px: an alert of one window is seen in a year."""

BAR = 10
OPACITY = 0.7


@dataclass(frozen=True, slots=True)
class Bar:
    """One alert.

    Attributes:
        monitor: Whose.
        side: Under which configuration.
        start: Start of its first violating window.
        end: When it was over; the end of the history while it is not.
    """

    monitor: str
    side: Side
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class AlertBars:
    """Alerts over one stretch of time, two rows a monitor.

    Attributes:
        stretch: The history.
        names: What the configurations are called, the one before first.
        monitors: The monitors that have a row, in the order of good practice.
        bars: The alerts.
        known: Incidents that are known, shaded.
        title: The question's noun.
    """

    stretch: Window
    names: tuple[str, str]
    monitors: tuple[str, ...]
    bars: tuple[Bar, ...]
    known: tuple[tuple[datetime, datetime], ...] = ()
    title: str = "Alerts of two configurations"

    @property
    def caption(self) -> str:
        """Which row is which."""
        shaded = "; shaded: incidents" if self.known else ""
        return f"upper, grey: {self.names[0]}; lower, blue: {self.names[1]}{shaded}"

    @property
    def sentence(self) -> str:
        """How many alerts each has."""
        before, after = (sum(bar.side == side for bar in self.bars) for side in SIDES)
        said = (
            f"{self.names[0]}: {numbers.counted(before, 'alert')}; {self.names[1]}: {numbers.counted(after, 'alert')}"
        )
        return phrases.ended(said)

    def table(self) -> Table:
        """A row an alert."""
        rows = tuple((bar.monitor, self._name(bar), bar.start.isoformat(), bar.end.isoformat()) for bar in self.bars)
        return Table(("monitor", "configuration", "start", "end"), rows)

    def spec(self, width: int = 720, height: int | None = None) -> Spec:
        """The chart for Vega-Lite."""
        tall = height or ROW * max(1, len(self.monitors))
        least = LEAST / width * (self.stretch.end - self.stretch.start)
        domain = [self.stretch.start.isoformat(), self.stretch.end.isoformat()]
        x = alt.X("start:T", title=None, scale=alt.Scale(type="utc", domain=domain), axis=alt.Axis(tickCount=12))
        y = alt.Y("monitor:N", sort=None, title=None, scale=alt.Scale(domain=list(self.monitors)))
        layers = [self._shade(x)] if self.known else []
        for side, style, offset in (("before", "reference", -BAR / 2 - 1), ("after", "current-bar", BAR / 2 + 1)):
            rows = [self._row(bar, least) for bar in self.bars if bar.side == side]
            base = alt.Chart(chart.values(rows))
            # Alerts of one monitor stand beside each other: where two are open at once, it is darker.
            mark = base.mark_bar(style=style, height=BAR, yOffset=offset, cornerRadius=2, opacity=OPACITY)
            layers.append(mark.encode(x=x, x2="end:T", y=y, tooltip=["monitor:N", "configuration:N", "when:N"]))
        return chart.layered(layers, width, tall, self.sentence)

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The chart as light SVG: a row a monitor, grey above blue."""
        line = Timeline((self.stretch,))
        tall = ROW * max(1, len(self.monitors))
        shades = "".join(f'<path class="p" d="{_box(line, start, end, 0, tall)}"/>' for start, end in self.known)
        drawn = "".join(self._drawn(line, bar) for bar in self.bars)
        labels = [Tick(1 - (i + 0.5) / len(self.monitors), name) for i, name in enumerate(self.monitors)]
        ticks = line.ticks() if dated else ()
        return frame.frame(shades + drawn, (WIDTH, tall), self.sentence, x=ticks, y=labels, height=tall)

    def _name(self, bar: Bar) -> str:
        return self.names[SIDES.index(bar.side)]

    def _row(self, bar: Bar, least: timedelta) -> dict[str, Any]:
        end = max(bar.end, min(bar.start + least, self.stretch.end))
        start = min(bar.start, end - least)
        when = Window(bar.start, bar.end, self.stretch.zone).name
        return {
            "monitor": bar.monitor, "configuration": self._name(bar), "when": when,
            "start": start.isoformat(), "end": end.isoformat(),
        }  # fmt: skip

    def _shade(self, x: alt.X) -> alt.Chart:
        rows = [{"start": start.isoformat(), "end": end.isoformat()} for start, end in self.known]
        shaded: alt.Chart = alt.Chart(chart.values(rows)).mark_rect(style="reference-period").encode(x=x, x2="end:T")
        return shaded

    def _drawn(self, line: Timeline, bar: Bar) -> str:
        top = ROW * self.monitors.index(bar.monitor) + ROW // 2
        at, style = (top - BAR - 1, "r") if bar.side == "before" else (top + 1, "f")
        return f'<path class="{style}" d="{_box(line, bar.start, bar.end, at, BAR)}"/>'


def alert_bars(
    stretch: Window,
    names: tuple[str, str],
    order: Sequence[str],
    bars: Sequence[Bar],
    known: Sequence[tuple[datetime, datetime]] = (),
) -> AlertBars:
    """The chart of alerts of two configurations.

    Args:
        stretch: The history.
        names: What the configurations are called, the one before first.
        order: Their monitors, in order; one without alerts gets no row.
        bars: The alerts.
        known: Incidents that are known.

    Example:
        >>> from datetime import UTC
        >>> day = [datetime(2013, 1, n, tzinfo=UTC) for n in (1, 2, 9)]
        >>> made = alert_bars(Window(day[0], day[2]), ("a", "b"), ["auc"], [Bar("auc", "after", day[0], day[1])])
        >>> made.sentence
        'a: 0 alerts; b: 1 alert.'
    """
    told = {bar.monitor for bar in bars}
    return AlertBars(stretch, names, tuple(name for name in order if name in told), tuple(bars), tuple(known))


def _box(line: Timeline, start: datetime, end: datetime, top: int, height: int) -> str:
    left, right = (round(WIDTH * min(1.0, max(0.0, line.at(at)))) for at in (start, end))
    width = max(LEAST, right - left)
    left = min(left, WIDTH - width)
    return f"M{left} {top}h{width}v{height}h-{width}z"
