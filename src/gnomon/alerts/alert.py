"""The alert of one monitor of one entity: its live episodes, and which columns are in each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from gnomon.alerts import state as machine
from gnomon.alerts.policy import Severity
from gnomon.alerts.state import Event, Firing, Inactive, Name, Pending
from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.errors import GnomonError

URGENCY: tuple[Name, ...] = ("firing", "pending", "inactive", "none")


@dataclass(frozen=True, slots=True)
class Member:
    """A part in an episode.

    Attributes:
        part: Which.
        joined_at: End of the window in which its violation started.
        calm: How many windows with evidence it has been calm in succession.
        cleared_at: When it had been calm long enough; it may come back while `keep_firing_for` runs.
    """

    part: Part
    joined_at: datetime
    calm: int = 0
    cleared_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has not cleared."""
        return self.cleared_at is None


@dataclass(frozen=True, slots=True)
class Episode:
    """One pass of an alert from pending to resolved.

    Attributes:
        number: Its number within the alert, from 1.
        state: Where it is, with its times.
        stepped_at: End of the last window with evidence.
        latest_onset: When the last of its parts joined.
        members: Its parts, in order; those that cleared stay while `keep_firing_for` runs.
        parts: All that were ever in it, in order.
        last: The newest verdict by which one of its open parts is wrong, narrowed to these.
        peak: Its figures when they were worst.
        severity: How severe it is.
        impact: The worst impact of a part that receivers know of.
        is_critical: Whether they know of a part that is marked as critical.
    """

    number: int
    state: Pending | Firing | Inactive
    stepped_at: datetime
    latest_onset: datetime
    members: tuple[Member, ...]
    parts: tuple[Part, ...]
    last: Verdict
    peak: Figures
    severity: Severity = "warning"
    impact: float | None = None
    is_critical: bool = False

    @property
    def name(self) -> Name:
        """Its state's name."""
        return machine.name(self.state)

    @property
    def is_live(self) -> bool:
        """Whether it is pending or firing."""
        return not isinstance(self.state, Inactive)

    @property
    def has_fired(self) -> bool:
        """Whether it fires, or did."""
        return not isinstance(self.state, Pending)

    @property
    def started_at(self) -> datetime:
        """End of its first violating window."""
        return self.state.active_at

    @property
    def fired_at(self) -> datetime | None:
        """When it fired; None while it is pending."""
        return None if isinstance(self.state, Pending) else self.state.fired_at

    @property
    def ended_at(self) -> datetime | None:
        """When it was resolved; None before."""
        return self.state.resolved_at if isinstance(self.state, Inactive) else None

    @property
    def open(self) -> frozenset[Part]:
        """Its parts that have not cleared."""
        return frozenset(member.part for member in self.members if member.is_open)

    @property
    def standing(self) -> frozenset[Part]:
        """Its open parts; while `keep_firing_for` runs, those that could come back."""
        return self.open or frozenset(member.part for member in self.members)

    @property
    def details(self) -> tuple[Detail, ...]:
        """What the last verdict says of its parts, worst first."""
        return self.last.details


@dataclass(frozen=True, slots=True)
class Alert:
    """The state after a window, whole: a fold can go on from it.

    Attributes:
        episodes: Those that are pending, firing, or resolved a short while ago, as they began.
        last_number: The highest number of an episode that has fired.
        evaluated_at: End of the last window; None before the first.

    Example:
        >>> Alert().state
        'none'
    """

    episodes: tuple[Episode, ...] = ()
    last_number: int = 0
    evaluated_at: datetime | None = None

    @property
    def state(self) -> Name:
        """The state of its most urgent episode."""
        names: list[Name] = [*(episode.name for episode in self.episodes), "none"]
        return min(names, key=URGENCY.index)

    @property
    def standing(self) -> frozenset[Part]:
        """Every part that a live episode stands on."""
        return frozenset(part for episode in self.episodes if episode.is_live for part in episode.standing)

    @property
    def next_number(self) -> int:
        """The number of its next episode: one that never fired gives its number back."""
        return max(self.last_number, *(episode.number for episode in self.episodes), 0) + 1


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """Something that happened to an episode, with the episode as it was right after.

    Attributes:
        episode: The episode; of one that was dropped or removed, as it was before.
        event: What happened.
    """

    episode: Episode
    event: Event


def reported(alert: Alert) -> frozenset[Part]:
    """The parts that are told as open: they leave the family of tests until they clear.

    A judge of the next window reads this. A pending part stays in the family: it must be found again.

    Source: STATISTICS B1.

    Example:
        >>> reported(Alert())
        frozenset()
    """
    firing = [episode for episode in alert.episodes if isinstance(episode.state, Firing)]
    return frozenset(part for episode in firing for part in episode.open)


def remove(alert: Alert, ts: datetime) -> tuple[Alert, tuple[AlertEvent, ...]]:
    """The monitor or its entity is deleted.

    Args:
        alert: Its alert.
        ts: Event time.

    Returns:
        The alert without episodes, and what is told.

    Raises:
        GnomonError: The time is before the last window.
    """
    check(alert, ts)
    events = [AlertEvent(one, event) for one in alert.episodes for event in machine.remove(one.state, ts)[1]]
    return replace(alert, episodes=(), evaluated_at=ts), tuple(events)


def check(alert: Alert, ts: datetime) -> None:
    """Hold that windows come in order, each once.

    Raises:
        GnomonError: They do not.
    """
    if alert.evaluated_at is not None and ts <= alert.evaluated_at:
        raise GnomonError(f"a window that ends at {ts} comes after one that ends at {alert.evaluated_at}.")
