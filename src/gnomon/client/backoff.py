"""How long until the next try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from gnomon.client.pace import Pace

DOUBLINGS = 20  # past it every wait is the longest
LONGEST_ASKED_S = 300.0


@dataclass(slots=True)
class Backoff:
    """Waits that double with each failure and begin anew with each success.

    Attributes:
        pace: The first wait and the longest.
        chance: A number in [0, 1): processes that lost a server together do not meet it together.
        failures: How many there were in a row.

    Example:
        >>> backoff = Backoff(Pace(first_wait_s=1, longest_wait_s=5), chance=lambda: 0.5)
        >>> [backoff.failed() for _ in range(4)]
        [0.75, 1.5, 3.0, 3.75]
        >>> backoff.failed(asked_s=60)
        60
    """

    pace: Pace
    chance: Callable[[], float]
    failures: int = 0

    def failed(self, asked_s: float = 0.0) -> float:
        """The wait after one more failure: between half of the doubled wait and the whole.

        Args:
            asked_s: What the server asked for, where that is longer.
        """
        longest = min(self.pace.longest_wait_s, self.pace.first_wait_s * 2.0 ** min(self.failures, DOUBLINGS))
        self.failures += 1
        return max(asked_s, longest * (1 + self.chance()) / 2)

    def worked(self) -> None:
        """Begin anew."""
        self.failures = 0


def asked_s(header: str | None, now: datetime) -> float:
    """What `Retry-After` asks for, at most five minutes; 0 where it cannot be read.

    Args:
        header: Its text: seconds or a date.
        now: The time on the wall.

    Example:
        >>> now = datetime(2015, 10, 21, 7, 28, tzinfo=UTC)
        >>> [asked_s(header, now) for header in ("2", "Wed, 21 Oct 2015 07:30:00 GMT", "86400", "soon", None)]
        [2.0, 120.0, 300.0, 0.0, 0.0]
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(LONGEST_ASKED_S, float(text[:9]))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(LONGEST_ASKED_S, max(0.0, (at - now).total_seconds()))
