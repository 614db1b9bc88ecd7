"""The time on the wall: read in one place, passed in everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def wall() -> datetime:
    """The time on the wall, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place
