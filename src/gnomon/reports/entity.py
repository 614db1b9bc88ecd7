"""What a report of a watched entity shows, as values: its last windows, what is wrong in them and what was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gnomon.alerts import words
from gnomon.alerts.policy import Severity
from gnomon.charts.chart import Chart
from gnomon.charts.measured_over_time import MeasuredOverTime
from gnomon.charts.over_time import OverTime
from gnomon.checks import numbers, whole
from gnomon.checks.verdict import Status
from gnomon.profiles.windows import Window


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, and of which windows it is.

    Attributes:
        chart: The chart.
        when: The windows in words.
        segment: Of which segment's rows; empty for all.
    """

    chart: Chart
    when: str
    segment: str = ""


@dataclass(frozen=True, slots=True)
class AlertShown:
    """An alert.

    Attributes:
        id: Its name.
        monitor: Of which monitor.
        severity: How severe.
        since: The start of its first window.
        ended_at: When it ended; None while it is open.
        reason: Its sentence.
        impact: What it does to the model's performance; empty where that is not said.
        picture: Its worst column, now over reference; None where there is nothing to draw.
    """

    id: str
    monitor: str
    severity: Severity
    since: datetime
    ended_at: datetime | None
    reason: str
    impact: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column that changed.

    Attributes:
        over: The column and its verdicts, window by window.
        reason: The sentence of its worst window.
        now: Now over reference; None where there is nothing to draw.
        gaps: What is missing over time; None where that is not what changed.
    """

    over: OverTime
    reason: str
    now: Picture | None
    gaps: Chart | None


@dataclass(frozen=True, slots=True)
class EntityReport:
    """The state of an entity over its last windows.

    Attributes:
        name: The entity.
        kind: `model`, `data`, `pipeline` or `service`.
        stretch: From the first window to the last.
        windows: How many windows count: all that were judged but those of maintenance.
        rows: How many rows they have.
        reference: What they are compared with; empty where that is nothing yet.
        open: Alerts that are open at the end, most severe first.
        ended: Alerts that ended within, newest first.
        monitors: Each monitor and its verdicts.
        performance: Realised and estimated; None where it is not measured.
        volume: Rows; None where they were not counted.
        columns: Those that changed most, worst first.
        more: How many more were in violation.
        known: Every column's name that a sentence may hold.
        aside: How many windows of maintenance there are: they count in nothing.
    """

    name: str
    kind: str
    stretch: Window
    windows: int
    rows: int
    reference: str
    open: Sequence[AlertShown]
    ended: Sequence[AlertShown]
    monitors: Sequence[OverTime]
    performance: MeasuredOverTime | None
    volume: MeasuredOverTime | None
    columns: Sequence[ColumnShown]
    more: int
    known: frozenset[str]
    aside: int = 0

    @property
    def status(self) -> Status:
        """In violation while an alert is open; else what the monitors could say of the newest window."""
        if self.open:
            return "violation"
        newest: list[Status] = [verdict.status for over in self.monitors if (verdict := over.newest) is not None]
        return whole.status([one for one in newest if one != "violation"] or ["ok"])

    @property
    def maintained(self) -> str:
        """How many windows count in nothing, in words; empty where none does."""
        if not self.aside:
            return ""
        count = "counts" if self.aside == 1 else "count"
        return f"{numbers.counted(self.aside, 'more window')} in maintenance, which {count} in nothing"

    @property
    def answer(self) -> str:
        """The state in a sentence."""
        if not self.open:
            return f"{self.name}: no alert is open at the end of {self.stretch.full_name}."
        first = self.open[0]
        said = f"{self.name}: {first.monitor} is in violation since {self.day(first.since)}"
        more = len(self.open) - 1
        return said + (f", and {numbers.count(more)} more alert{'s are' if more > 1 else ' is'} open." if more else ".")

    def day(self, moment: datetime) -> str:
        """A moment as people write it in the entity's zone: as a day where it is a midnight."""
        said = words.moment(moment, self.stretch.zone, with_year=True)
        day, clock, _ = said.rsplit(" ", 2)
        return day if clock == "00:00" else said

    def lasted(self, alert: AlertShown) -> str:
        """Since when an alert is open, or from when to when it was."""
        if alert.ended_at is None:
            return f"since {self.day(alert.since)}"
        return f"{self.day(alert.since)} to {self.day(alert.ended_at)}"
