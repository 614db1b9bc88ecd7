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

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Reason = Literal["first", "new_alerts", "all_resolved", "some_resolved", "repeat", "revised", "severity_raised"]

REPEAT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a channel knows of a group.

    Attributes:
        firing: Episodes that it was told as firing.
        resolved: Episodes that it was told as over in the same message.
        at: When.
        row: The key of the row that told it.
    """

    firing: frozenset[str]
    resolved: frozenset[str]
    at: datetime
    row: str = ""

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
    if entry is None:
        return "first" if firing else None  # N1, N2
    if not entry.firing:
        if firing:
            return "first"  # N3
    elif firing - entry.firing:
        return "new_alerts"  # N4
    if not firing:
        return "all_resolved" if entry.firing else None  # N5, N6
    if resolved - entry.resolved:
        return "some_resolved"  # N7
    return "repeat" if now - entry.at > repeat else None  # N8, N9
