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

REPEAT = timedelta(hours=24)


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
    """

    firing: frozenset[str]
    resolved: frozenset[str]
    at: datetime
    row: str = ""
    before: Entry | None = None
    died_at: datetime | None = None

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
        )

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
        repeat: How long until what is known is said again.

    Example:
        >>> from datetime import UTC
        >>> noon, none = datetime(2013, 12, 31, 12, tzinfo=UTC), frozenset()
        >>> decide(None, frozenset("a"), none, noon), decide(None, none, frozenset("a"), noon)
        ('first', None)
    """
    return REASONS.get(rule(entry, firing, resolved, now, repeat))


def rule(  # noqa: PLR0911 - a line for each row of the table
    entry: Entry | None,
    firing: frozenset[str],
    resolved: frozenset[str],
    now: datetime,
    repeat: timedelta = REPEAT,
) -> Rule:
    """The row of the table that decides; `dead` where what died is not yet made anew.

    The arguments are those of `decide`.

    Example:
        >>> from datetime import UTC
        >>> rule(None, frozenset(), frozenset("a"), datetime(2013, 12, 31, tzinfo=UTC))
        'N2'
    """
    if entry is not None and entry.died_at is not None and now - entry.died_at <= min(repeat, REPEAT):
        return "dead"  # what died is made anew at most so often
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
    return "N8" if now - entry.at > repeat else "N9"


def revived(entry: Entry, row: str, firing: frozenset[str], resolved: frozenset[str], now: datetime) -> Entry | None:
    """What is known when a dead row is to be sent after all.

    Args:
        entry: What is known since it died.
        row: The row's key.
        firing: What it tells as firing.
        resolved: What it tells as over.
        now: The time on the wall.

    Returns:
        The entry to keep; None where a newer row has told since.
    """
    if entry.died_at is None:
        return None
    return Entry((entry.firing | firing) - resolved, resolved, now, row, replace(entry, before=None))


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
    return replace(entry.before or Entry(frozenset(), frozenset(), entry.at), died_at=now)
