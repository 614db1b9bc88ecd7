"""What a monitor says of telling: how long until it fires, how long it goes on, and what silence means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from gnomon.alerts import condition
from gnomon.alerts.condition import Condition
from gnomon.errors import UsageError

OnNoData = Literal["keep", "ok", "alert"]
Severity = Literal["critical", "high", "warning", "info"]

RANK: dict[Severity, int] = {"info": 0, "warning": 1, "high": 2, "critical": 3}
"""How severe a severity is."""

NONE = timedelta(0)
JOINING = 2  # windows; STATISTICS B1
WIDEST = 3  # windows; ALERTS 0


def lasting(windows: int, length: timedelta) -> timedelta:
    """The `for` of `for: 2 windows`: so many windows in succession, the first among them.

    Half a window less than from the first window's end to the last one's, so
    that a February and a day of 23 hours count as one window.

    Args:
        windows: How many, at least 1.
        length: How long a window is, on average.

    Raises:
        UsageError: It is less than one window.

    Example:
        >>> hour = timedelta(hours=1)
        >>> [str(lasting(n, hour)) for n in (1, 2, 3)]
        ['0:00:00', '0:30:00', '1:30:00']
    """
    if windows < 1:
        raise UsageError(f"for: {windows} windows is no number of windows. Write 1 window or more.")
    return holding(windows - 1, length)


def holding(windows: int, length: timedelta) -> timedelta:
    """The `keep_firing_for` of `keep_firing_for: 2 windows`: so many windows after the first that is calm.

    Example:
        >>> hour = timedelta(hours=1)
        >>> [str(holding(n, hour)) for n in (0, 1, 2)]
        ['0:00:00', '0:30:00', '1:30:00']
    """
    return (windows - 0.5) * length if windows > 0 else NONE


def within(windows: int, length: timedelta) -> timedelta:
    """The most that lies between two windows' ends when they are so many windows apart.

    Example:
        >>> str(within(2, timedelta(hours=1)))
        '2:30:00'
    """
    return (windows + 0.5) * length


@dataclass(frozen=True, slots=True)
class Policy:
    """How verdicts become an alert.

    Every duration is event time between ends of windows. Durations given in
    windows are made of them by `lasting` and `holding`.

    Attributes:
        length: How long a window is, on average.
        pending_for: `for`: how long the condition must hold until the alert fires.
        keep_firing_for: How long it goes on after the first window that is calm.
        clear_after: How many calm windows in succession clear a part (2 for statistical monitors, STATISTICS B5).
        on_no_data: What a window without evidence means: nothing (`keep`), all is well (`ok`), or a violation.
        max_gap: Past this without evidence a pending alert starts anew; by default 3 windows.
        stale_after: Past this a firing alert is closed.
        retention: How long a resolved alert is kept among the live ones.
        condition: When a verdict counts.
        severity: How severe the alert is.

    Raises:
        UsageError: A duration is negative, or a window has no length.

    Source: ALERTS 0, 1.1.

    Example:
        >>> str(Policy(timedelta(hours=1)).widest_gap)
        '3:30:00'
    """

    length: timedelta
    pending_for: timedelta = NONE
    keep_firing_for: timedelta = NONE
    clear_after: int = 1
    on_no_data: OnNoData = "keep"
    max_gap: timedelta | None = None
    stale_after: timedelta = timedelta(days=7)
    retention: timedelta = timedelta(minutes=15)
    condition: Condition = condition.VIOLATION
    severity: Severity = "warning"

    def __post_init__(self) -> None:
        """Refuse what is no duration."""
        named = {
            "for": self.pending_for,
            "keep_firing_for": self.keep_firing_for,
            "max_gap": self.widest_gap,
            "stale_after": self.stale_after,
            "resolved_retention": self.retention,
        }
        for name, duration in named.items():
            if duration < NONE:
                raise UsageError(f"{name}: {duration} is negative. Write a duration such as 1h.")
        if self.length <= NONE:
            raise UsageError("a window has a length; 0 is none.")
        if self.clear_after < 1:
            raise UsageError(f"clear_after: {self.clear_after} is less than one window. Write 1 or more.")

    @property
    def widest_gap(self) -> timedelta:
        """How far apart two steps of a pending alert may lie."""
        return within(WIDEST, self.length) if self.max_gap is None else self.max_gap

    @property
    def joining(self) -> timedelta:
        """How long after an episode's latest onset a column still joins it."""
        return within(JOINING, self.length)
