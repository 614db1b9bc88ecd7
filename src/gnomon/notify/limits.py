"""How many messages a channel may take: what is beyond waits, and what is critical waits last.

====================== ==========
messages               at most
====================== ==========
in a minute            30
in an hour             300
critical ones beside   60 an hour
====================== ==========

Source: ALERTS 8.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
A_MINUTE, AN_HOUR = 30, 300
CRITICAL = 60
"""So many messages of something critical that fires do not count, in an hour."""

Waits = Literal["nothing", "ordinary", "all"]
"""What a channel may not take now: `ordinary` is all but what is critical."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a channel took of late.

    Attributes:
        minute: Messages within a minute.
        hour: Messages within an hour.
        critical_minute: Those of them that told of something critical that fires, within a minute.
        critical_hour: The same within an hour.
    """

    minute: int = 0
    hour: int = 0
    critical_minute: int = 0
    critical_hour: int = 0

    @property
    def waits(self) -> Waits:
        """What waits.

        Example:
            >>> Taken(29, 29).waits, Taken(30, 30).waits, Taken(90, 90, 60, 60).waits, Taken(0, 300).waits
            ('nothing', 'ordinary', 'all', 'ordinary')
        """
        earlier = self.critical_hour - self.critical_minute
        beside_hour = min(self.critical_hour, CRITICAL)
        beside_minute = min(self.critical_minute, max(0, CRITICAL - earlier))
        if self.minute - beside_minute < A_MINUTE and self.hour - beside_hour < AN_HOUR:
            return "nothing"
        return "ordinary" if self.critical_hour < CRITICAL else "all"
