"""The state machine of one episode, as Prometheus' for the same times and conditions.

::

    Absent ──▶ Pending ──▶ Firing ──▶ Inactive ──▶ Absent
                  └──▶ Absent  └──▶ Pending (only when `for` grew)

`for` holds on the way in only, `keep_firing_for` on the way out only. Each
state has the times that it must have and no others.

Source: ALERTS 1.2, whose rows T1–T12 are named where they are; Prometheus,
rules/alerting.go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, assert_never

from gnomon.alerts.policy import NONE, Policy

Name = Literal["none", "pending", "firing", "inactive"]
Reason = Literal["recovered", "retracted", "stale", "monitor_removed", "monitor_changed", "joined"]
EventKind = Literal["pending", "firing", "resolved", "dropped", "revised"]


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing is wrong, and nothing was lately."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The condition holds, not yet long enough.

    Attributes:
        active_at: End of the first window in which it held.
    """

    active_at: datetime


@dataclass(frozen=True, slots=True)
class Firing:
    """The condition has held long enough, and receivers are told.

    Attributes:
        active_at: End of the first window in which it held.
        fired_at: When it had held long enough.
        keep_since: End of the first window in which it no longer held, while `keep_firing_for` runs.
    """

    active_at: datetime
    fired_at: datetime
    keep_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Inactive:
    """It fired and is over.

    Attributes:
        active_at: End of the first window in which the condition held.
        fired_at: When it had held long enough.
        resolved_at: When it was over.
        reason: Why it is over.
    """

    active_at: datetime
    fired_at: datetime
    resolved_at: datetime
    reason: Reason = "recovered"


State = Absent | Pending | Firing | Inactive
ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an episode.

    Attributes:
        kind: `pending`, `firing`, `resolved`, `dropped` (pending, and then not; nothing is told) or `revised`.
        ts: Event time.
        reason: Why it was resolved; None for the other kinds.
    """

    kind: EventKind
    ts: datetime
    reason: Reason | None = None


Step = tuple[State, tuple[Event, ...]]


def name(state: State) -> Name:
    """The state's name.

    Example:
        >>> name(ABSENT)
        'none'
    """
    match state:
        case Absent():
            return "none"
        case Pending():
            return "pending"
        case Firing():
            return "firing"
        case Inactive():
            return "inactive"
        case _ as never:
            assert_never(never)


def step(state: State, holds: bool, ts: datetime, policy: Policy) -> Step:
    """Take one step.

    Args:
        state: Before.
        holds: Whether the condition does.
        ts: End of the window, later than that of every step before.
        policy: What the monitor says now; it may have changed since the last step.

    Returns:
        The state after, and what happened.

    Example:
        >>> from datetime import UTC, timedelta
        >>> noon, hour = datetime(2013, 12, 31, 12, tzinfo=UTC), timedelta(hours=1)
        >>> state, events = step(ABSENT, True, noon, Policy(hour, pending_for=hour))
        >>> name(state), name(step(state, True, noon + hour, Policy(hour, pending_for=hour))[0])
        ('pending', 'firing')
    """
    match state:
        case Absent():
            return begin(ts, policy) if holds else (ABSENT, ())
        case Pending():
            return _pending(state, holds, ts, policy)
        case Firing():
            return _firing(state, holds, ts, policy)
        case Inactive():
            if holds:
                return begin(ts, policy)
            return (state if ts - state.resolved_at <= policy.retention else ABSENT), ()  # T9, T10
        case _ as never:
            assert_never(never)


def begin(ts: datetime, policy: Policy) -> tuple[Pending | Firing, tuple[Event, ...]]:
    """Start an episode.

    Args:
        ts: End of its first window.
        policy: What the monitor says.
    """
    if policy.pending_for == NONE:
        return Firing(ts, ts), (Event("firing", ts),)  # T1
    return Pending(ts), (Event("pending", ts),)  # T2


def resolve(state: Firing, ts: datetime, reason: Reason) -> tuple[Inactive, tuple[Event, ...]]:
    """End what fires.

    Args:
        state: Before.
        ts: Event time.
        reason: Why.
    """
    return Inactive(state.active_at, state.fired_at, ts, reason), (Event("resolved", ts, reason),)


def remove(state: State, ts: datetime) -> Step:
    """The monitor or its entity is deleted (T11): what fires is resolved, what is pending is dropped without a word.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2013, 12, 31, 12, tzinfo=UTC)
        >>> [event.reason for event in remove(Firing(noon, noon), noon)[1]], remove(Pending(noon), noon)[1]
        (['monitor_removed'], ())
    """
    return ABSENT, (Event("resolved", ts, "monitor_removed"),) if isinstance(state, Firing) else ()


def _pending(state: Pending, holds: bool, ts: datetime, policy: Policy) -> Step:
    if not holds:
        return ABSENT, (Event("dropped", ts),)  # T5
    if ts - state.active_at < policy.pending_for:
        return state, ()  # T3
    return Firing(state.active_at, ts), (Event("firing", ts),)  # T4


def _firing(state: Firing, holds: bool, ts: datetime, policy: Policy) -> Step:
    if holds:
        if ts - state.active_at < policy.pending_for:  # T12: possible only after a reload with a longer `for`
            return Pending(state.active_at), (Event("resolved", ts, "monitor_changed"),)
        return replace(state, keep_since=None), ()  # T6
    # The time runs from the first window that is calm, not from the last that was not (R6).
    keep_since = state.keep_since or ts
    if ts - keep_since < policy.keep_firing_for:
        return replace(state, keep_since=keep_since), ()  # T7
    return resolve(state, ts, "recovered")  # T8
