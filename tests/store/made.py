"""Windows and rows for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gnomon.profiles.windows import Window
from gnomon.store.column_types import to_micros

ENTITY = "flights"
START = datetime(2013, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def window(n: int) -> Window:
    """The window of the n-th day."""
    return Window(START + n * DAY, START + (n + 1) * DAY)


def micros(n: int) -> int:
    """The start of the window of the n-th day, in microseconds since the epoch."""
    return to_micros(window(n).start)
