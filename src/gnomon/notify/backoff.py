"""How long until the next try, and when to give up.

Source: ALERTS R42.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import numpy as np

FIRST = timedelta(seconds=1)
LONGEST = timedelta(minutes=15)
LONGEST_ASKED = timedelta(hours=1)
NONE = timedelta(0)
DOUBLINGS = 20  # past it every wait is the longest


def cap(tries: int) -> timedelta:
    """The longest wait after so many tries, before chance shortens it.

    Example:
        >>> [int(cap(k).total_seconds()) for k in range(1, 13)]
        [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    """
    doublings: int = 2 ** min(tries - 1, DOUBLINGS)
    return min(LONGEST, FIRST * doublings)


def wait(tries: int, rng: np.random.Generator, asked: timedelta = NONE) -> timedelta:
    """How long to wait after so many tries.

    Args:
        tries: How many there were, at least 1.
        rng: Chance: receivers that come back are not met by all at once.
        asked: What the receiver asked for.

    Returns:
        Between half of the cap and the whole, or longer where the receiver asked for it.
    """
    return max(asked, float(rng.uniform(0.5, 1.0)) * cap(tries))


def asked(header: str | None, now: datetime) -> timedelta:
    """What `Retry-After` asks for: seconds or a date, at most an hour; nothing where it cannot be read.

    Args:
        header: Its text.
        now: The time on the wall.

    Example:
        >>> now = datetime(2015, 10, 21, 7, 28, tzinfo=UTC)
        >>> headers = ("30", "Wed, 21 Oct 2015 07:30:00 GMT", "86400", "-5", "soon", None)
        >>> [int(asked(header, now).total_seconds()) for header in headers]
        [30, 120, 3600, 0, 0, 0]
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(LONGEST_ASKED, timedelta(seconds=int(text[:9])))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return NONE
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(LONGEST_ASKED, max(NONE, at - now))


def is_over(first_tried_at: datetime, now: datetime, max_age: timedelta) -> bool:
    """Whether to give up.

    Args:
        first_tried_at: When it was first tried; so far ahead of now it was read from a clock that was wrong, and is
            no reason to try until then.
        now: The time on the wall.
        max_age: How long the channel tries.
    """
    return abs(now - first_tried_at) >= max_age
