"""The time on the wall: read in one place, passed in everywhere else."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
Pause = Callable[[timedelta], object]


def wall() -> datetime:
    """The time on the wall, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place


def pause(length: timedelta) -> None:
    """Let time pass on the wall."""
    time.sleep(length.total_seconds())  # noqa: TID251 - the one place
