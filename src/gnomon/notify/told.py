"""Everything that a message needs to know of an event, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from gnomon.alerts import identity
from gnomon.alerts.alert import Episode
from gnomon.alerts.identity import MonitorKind
from gnomon.alerts.policy import RANK, Severity
from gnomon.alerts.state import Reason
from gnomon.alerts.verdict import Figures
from gnomon.notify.impact import Impact

Kind = Literal["firing", "resolved", "revised", "retracted"]

OVER: tuple[Kind, ...] = ("resolved", "retracted")
"""Kinds after which nothing of the episode is open."""


@dataclass(frozen=True, slots=True)
class Late:
    """Why something is seen only now.

    Attributes:
        share: Share of the rows that came late.
        by: How late.
    """

    share: float
    by: timedelta


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one episode.

    Attributes:
        kind: What happened: `firing`, `resolved`, `revised` (late rows changed it) or `retracted` (they took
            it back).
        episode: As it is after the event; of one that was retracted, as it was told.
        entity: The entity's name.
        monitor: The monitor's name.
        monitor_kind: The class of monitor.
        labels: The alert's labels, as `alerts.identity.labels` gives them.
        every: How long a window is.
        since: Start of its first violating window.
        observed_at: When it was seen, by the clock on the wall.
        seen_at: When it was seen first, where that is not now.
        is_repeat: Whether it is only said again.
        seq: Number of the event within its kind and episode.
        what: The middle of the title; empty for the usual one.
        columns: How many columns the monitor looks at; 0 for a monitor with one figure.
        series: Names of what changed, worst first; empty for the columns of the episode.
        zone: The time zone in which people read it.
        summary: The monitor's template; empty for the verdict's own sentence.
        changes: A sentence for each open column, worst first; empty for the verdict's own sentence.
        metric: Which metric a monitor of performance watches, in words.
        figures: The figures now, where the episode's last violation does not have them.
        present: Share of the usual rows that are there.
        before: As it was told before; for `revised`.
        late_rows: How many rows came late; for `revised`.
        late: Why it is seen only now.
        down: How long gnomon itself was down before.
        impact: What it does to the model's performance.
        causes: Likely causes, likeliest first.
        note: Why this channel is told, where that is not plain.
        held_back: How many alerts that follow from it are held back.
        beside: What else is open of the same alert: its worst column, else its monitor, and since when.
        similar: Past incidents that were like it, with what was said of them, the most similar first.
        owner: Whose it is.
        runbook: Path or address of what to do.
        runbook_line: Its first line.
        actions: What is offered or already done.
        links: Names with addresses.
    """

    kind: Kind
    episode: Episode
    entity: str
    monitor: str
    monitor_kind: MonitorKind
    labels: Mapping[str, str]
    every: timedelta
    since: datetime
    observed_at: datetime
    seen_at: datetime | None = None
    is_repeat: bool = False
    seq: int = 1
    what: str = ""
    columns: int = 0
    series: tuple[str, ...] = ()
    zone: str = "UTC"
    summary: str = ""
    changes: tuple[str, ...] = ()
    metric: str = ""
    figures: Figures | None = None
    present: float | None = None
    before: Episode | None = None
    late_rows: float = 0
    late: Late | None = None
    down: timedelta | None = None
    impact: Impact | None = None
    causes: tuple[str, ...] = ()
    note: str = ""
    held_back: int = 0
    beside: tuple[tuple[str, datetime], ...] = ()
    similar: tuple[str, ...] = ()
    owner: str = ""
    runbook: str = ""
    runbook_line: str = ""
    actions: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def alert_id(self) -> str:
        """The alert's name."""
        return identity.alert_id(self.labels)

    @property
    def episode_id(self) -> str:
        """The episode's name, as `gnomon alerts` shows it."""
        return f"{self.alert_id}-{self.episode.number}"

    @property
    def event_key(self) -> str:
        """The event's name, the same whenever it is made again.

        Source: ALERTS R17.
        """
        return f"{self.alert_id}:{self.episode.number}:{self.kind}:{self.seq}"

    @property
    def severity(self) -> Severity:
        """How severe it is."""
        return self.episode.severity

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is open any more."""
        return self.kind in OVER

    @property
    def is_raised(self) -> bool:
        """Whether late rows made it more severe."""
        return self.before is not None and RANK[self.severity] > RANK[self.before.severity]

    @property
    def ended_at(self) -> datetime | None:
        """When it was over, in event time; None while it is not."""
        if not self.is_over:
            return None
        return self.episode.ended_at or self.episode.stepped_at

    @property
    def reason(self) -> Reason | None:
        """Why it is over; None while it is not."""
        if self.kind == "retracted":
            return "retracted"
        state = self.episode.state
        return getattr(state, "reason", "recovered") if self.is_over else None

    @property
    def now(self) -> Figures:
        """The newest figures."""
        return self.episode.last.figures if self.figures is None else self.figures

    @property
    def names(self) -> tuple[str, ...]:
        """What changed, worst first, each once."""
        if self.series:
            return self.series
        worst_first = [detail.part.series for detail in self.episode.details]
        rest = [part.series for part in self.episode.parts]
        return tuple(name for name in dict.fromkeys([*worst_first, *rest]) if name)
