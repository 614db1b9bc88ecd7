"""Whether a group is told now: what it is compared with, and the reason by its name.

The entry of a group and a channel holds what was last put into the outbox and
did not die. The rows are tried from the top down:

== ================ ============================= ===================== ==================
   entry            firing now                    resolved now          decision
== ================ ============================= ===================== ==================
N1 none             some                          any                   `first`
N2 none             none                          any                   nothing
N3 had none firing  some                          any                   `first`
N4 had some firing  one that the entry has not    any                   `new_alerts`
N5 had some firing  none                          any                   `all_resolved`
N6 had none firing  none                          any                   nothing
N7 covers firing    same or fewer                 one it has not        `some_resolved`
N8 covers all       older than `repeat`           covered               `repeat`
N9 covers all       not older                     covered               nothing
== ================ ============================= ===================== ==================

Source: ALERTS R24, as Alertmanager.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

Reason = Literal["first", "new_alerts", "all_resolved", "some_resolved", "repeat", "revised", "severity_raised"]

Rule = Literal["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "dead", "once"]
"""The row of the table that spoke; `dead`: what died is not yet made anew; `once`: N8, of what is not said again."""

REASONS: Mapping[Rule, Reason] = {
    "N1": "first",
    "N3": "first",
    "N4": "new_alerts",
    "N5": "all_resolved",
    "N7": "some_resolved",
    "N8": "repeat",
}
"""Why a row of the table tells; the others do not."""

NO_TIME = timedelta()
REPEAT = timedelta(hours=24)

JITTER = 10
"""A run may come earlier by so small a part of the time since the run before, and counts as on time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a channel knows of a group.

    Attributes:
        firing: Episodes that it was told as firing.
        resolved: Episodes that it was told as over in the same message.
        at: When.
        row: The key of the row that told it.
        before: What was known before; for when the row was never tried, or dies.
        died_at: When a later row died, and this became true again.
        said: Names of the events of which the row told.
        lost: Names of the events of which dead rows told: they are made anew a day later, and hold back no others.
    """

    firing: frozenset[str]
    resolved: frozenset[str]
    at: datetime
    row: str = ""
    before: Entry | None = None
    died_at: datetime | None = None
    said: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether there is an end that it must hear of."""
        return bool(self.firing)

    def to_record(self) -> dict[str, Any]:  # Any: JSON
        """The entry as JSON values."""
        return {
            "firing": sorted(self.firing),
            "resolved": sorted(self.resolved),
            "at": self.at.isoformat(),
            "row": self.row,
            "before": None if self.before is None else self.before.to_record(),
            "died_at": None if self.died_at is None else self.died_at.isoformat(),
            "said": sorted(self.said),
            "lost": sorted(self.lost),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Entry:  # Any: JSON
        """The entry that `to_record` wrote."""
        before, died = record["before"], record["died_at"]
        return cls(
            frozenset(record["firing"]),
            frozenset(record["resolved"]),
            datetime.fromisoformat(record["at"]),
            record["row"],
            None if before is None else cls.from_record(before),
            None if died is None else datetime.fromisoformat(died),
            frozenset(record.get("said", ())),
            frozenset(record.get("lost", ())),
        )

    def waits(self, now: datetime, repeat: timedelta, early: timedelta = NO_TIME) -> bool:
        """Whether what died is not yet made anew.

        Args:
            now: The time on the wall.
            repeat: How long until what is known is said again.
            early: How much earlier is on time.
        """
        return self.died_at is not None and abs(now - self.died_at) <= min(repeat, REPEAT) - early

    def owed(self, firing: frozenset[str]) -> frozenset[str]:
        """Episodes that it was told as firing and that fire no more: it is always told that they are over.

        Args:
            firing: Those that fire now.

        Source: ALERTS R25.

        Example:
            >>> from datetime import UTC
            >>> Entry(frozenset("ab"), frozenset(), datetime(2013, 12, 31, tzinfo=UTC)).owed(frozenset("a"))
            frozenset({'b'})
        """
        return self.firing - firing


def decide(
    entry: Entry | None,
    firing: frozenset[str],
    resolved: frozenset[str],
    now: datetime,
    repeat: timedelta = REPEAT,
) -> Reason | None:
    """Whether to tell, and why.

    Args:
        entry: What the channel knows; None when nothing.
        firing: Episodes that fire now.
        resolved: Episodes that are over.
        now: The time on the wall.
        repeat: How long until what is known is said again. A time of telling that lies so far ahead of now was read
            from a clock that was wrong, and counts as long ago.

    Example:
        >>> from datetime import UTC
        >>> noon, none = datetime(2013, 12, 31, 12, tzinfo=UTC), frozenset()
        >>> decide(None, frozenset("a"), none, noon), decide(None, none, frozenset("a"), noon)
        ('first', None)
    """
    return REASONS.get(rule(entry, firing, resolved, now, repeat))


def earliness(since: timedelta, repeat: timedelta = REPEAT) -> timedelta:
    """How much earlier than after `repeat` what is known is said again: a run never comes to the second.

    Without it what is said again after a week would be said by the eighth run of a day, because the first was sent
    some seconds after its run began.

    Args:
        since: How long ago the run before this one was.
        repeat: How long until what is known is said again.

    Example:
        >>> earliness(timedelta(days=1), timedelta(days=7)), earliness(timedelta(seconds=5))
        (datetime.timedelta(seconds=8640), datetime.timedelta(microseconds=500000))
    """
    return max(NO_TIME, min(since, repeat)) / JITTER


def rule(  # noqa: PLR0911 - a line for each row of the table
    entry: Entry | None,
    firing: frozenset[str],
    resolved: frozenset[str],
    now: datetime,
    repeat: timedelta = REPEAT,
    early: timedelta = NO_TIME,
    lost: frozenset[str] = frozenset(),
) -> Rule:
    """The row of the table that decides; `dead` where nothing is new but what died and is not yet made anew.

    The arguments are those of `decide`; how much earlier than `repeat` is on time; and the episodes of which nothing
    is new but what died.

    Example:
        >>> from datetime import UTC
        >>> rule(None, frozenset(), frozenset("a"), datetime(2013, 12, 31, tzinfo=UTC))
        'N2'
    """
    if entry is not None and entry.waits(now, repeat, early):
        if firing - entry.firing <= lost and entry.owed(firing) <= lost:
            return "dead"  # what died is made anew at most so often
        firing, resolved = (firing - lost) | (entry.firing & lost), resolved - lost
    if entry is None:
        return "N1" if firing else "N2"
    if not entry.firing:
        if firing:
            return "N3"
    elif firing - entry.firing:
        return "N4"
    if not firing:
        return "N5" if entry.firing else "N6"
    if resolved - entry.resolved:
        return "N7"
    return "N8" if abs(now - entry.at) > repeat - early else "N9"


def revived(
    entry: Entry, row: str, firing: frozenset[str], resolved: frozenset[str], said: frozenset[str], now: datetime
) -> Entry | None:
    """What is known when a dead row is to be sent after all.

    Args:
        entry: What is known since it died.
        row: The row's key.
        firing: What it tells as firing.
        resolved: What it tells as over.
        said: Names of the events of which it tells.
        now: The time on the wall.

    Returns:
        The entry to keep; None where a newer row has told since.
    """
    if entry.died_at is None or (entry.lost and said.isdisjoint(entry.lost)):
        return None
    rest, before = entry.lost - said, replace(entry, before=None)
    died_at = entry.died_at if rest else None
    return Entry((entry.firing | firing) - resolved, resolved, now, row, before, died_at, said, rest)


def died(entry: Entry, row: str, now: datetime) -> Entry | None:
    """What is known after a row died: what was known before it.

    Args:
        entry: What is known.
        row: The dead row's key.
        now: When it died.

    Returns:
        The entry to keep; None to leave it, because a newer row has told since.

    Source: ALERTS R24.
    """
    if entry.row != row:
        return None
    before = entry.before or Entry(frozenset(), frozenset(), entry.at)
    return replace(before, died_at=entry.died_at or now, lost=entry.said | entry.lost)
