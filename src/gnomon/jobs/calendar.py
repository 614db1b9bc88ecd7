"""Which windows are over at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import polars as pl

from gnomon.profiles import clock
from gnomon.profiles.windows import Every, Window


def windows(first: datetime, until: datetime, every: str, zone: str) -> tuple[Window, ...]:
    """The windows from the one that begins at `first` to the last that ends at or before `until`.

    Args:
        first: Where a window begins.
        until: A moment.
        every: How long a window is.
        zone: The time zone in which windows begin.

    Example:
        >>> from datetime import UTC
        >>> first, until = datetime(2013, 3, 9, 5, tzinfo=UTC), datetime(2013, 3, 12, tzinfo=UTC)
        >>> [day.name for day in windows(first, until, "1d", "America/New_York")]
        ['9 Mar', '10 Mar']
    """
    if until <= first:
        return ()
    edges = clock.edges(first, until, Every.parse(every), zone)
    return tuple(Window(start, end, zone) for start, end in pairwise(edges) if end <= until)


def closed(first: datetime, at: datetime, lateness: timedelta, every: str, zone: str) -> tuple[Window, ...]:
    """The windows that are over for good: no rows of theirs are waited for any more.

    Args:
        first: Where a window begins.
        at: The moment of asking.
        lateness: How long after its end a window waits for late rows.
        every: How long a window is.
        zone: The time zone in which windows begin.

    Source: ALERTS R13.
    """
    return windows(first, at - lateness, every, zone)


def window_of(moment: datetime, every: str, zone: str) -> Window:
    """The window in which a moment lies.

    Example:
        >>> from datetime import UTC
        >>> window_of(datetime(2013, 12, 31, 12, tzinfo=UTC), "1mo", "UTC").name
        'December'
    """
    length = Every.parse(every)
    start = clock.starts(pl.Series([moment], dtype=clock.MOMENT), length, zone)[0]
    return Window(start, clock.ends([start], length, zone)[0], zone)
