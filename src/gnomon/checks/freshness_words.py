"""The sentences of rows that do not come."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from gnomon.checks.scalar.sentences import age

NEVER = "No event has come yet. Look whether the source delivers, and under which path or query."


def silent(seconds: float, usual: float, newest: datetime, zone: str) -> str:
    """No rows for longer than is usual.

    Args:
        seconds: Since the newest event.
        usual: What that usually is at the end of a window.
        newest: When it was.
        zone: In which people read it.

    Example:
        >>> from datetime import UTC
        >>> from gnomon.checks.numbers import plain
        >>> print(plain(silent(90_000, 600, datetime(2013, 12, 30, 23, tzinfo=UTC), "UTC")))
        No rows for 25 h: the newest event is of 30 Dec 23:00 UTC; usually it is 10 min old. Look whether the source still delivers.
    """  # noqa: E501 - one sentence, as it is told
    moment = newest.astimezone(ZoneInfo(zone))
    return (
        f"No rows for {age(seconds)}: the newest event is of {moment.day} {moment:%b %H:%M %Z}; usually it is "
        f"{age(usual)} old. Look whether the source still delivers."
    )
