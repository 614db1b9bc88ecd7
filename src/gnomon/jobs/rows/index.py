"""How many rows a part of a source has in each window: enough to read it in slices, and to say what is later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import polars as pl

from gnomon.jobs.rows.reading import opened
from gnomon.jobs.rows.source import Part
from gnomon.profiles import clock
from gnomon.profiles.slicer import times_of
from gnomon.profiles.windows import Every, Window

SLICE_ROWS = 1_000_000
SLICE_WINDOWS = 400
"""What is held in memory at once: the rows of a slice are streamed, its profiles take 50-100 KB a window."""

REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Index:
    """Rows of a part by window.

    Attributes:
        starts: Of the windows that have rows, oldest first.
        rows: How many each has.
        newest: The time of the newest row; None without one.
        untimed: Rows without a time.
    """

    starts: tuple[datetime, ...]
    rows: tuple[int, ...]
    newest: datetime | None
    untimed: int

    def before(self, moment: datetime) -> int:
        """Rows of the windows that start before a moment."""
        return sum(n for start, n in zip(self.starts, self.rows, strict=True) if start < moment)

    @property
    def timed(self) -> int:
        """Rows of all windows."""
        return sum(self.rows)

    def slices(
        self, since: datetime | None, until: datetime, known: Mapping[datetime, int] | None = None
    ) -> Iterator[tuple[datetime, ...]]:
        """Starts of the windows of `[since, until)`, as many together as are profiled in one transaction.

        Args:
            since: From when on; None: from the first.
            until: Until when.
            known: Rows by window that are profiled already, of a part that only grows: a window with as many as it has
                here is left out, and none of those between its neighbours is in their slice.

        Example:
            >>> days = [datetime(2013, 1, day, tzinfo=UTC) for day in (1, 2, 3)]
            >>> index = Index(tuple(days), (900_000, 200_000, 5), days[2], 0)
            >>> [len(part) for part in index.slices(None, datetime(2013, 1, 4, tzinfo=UTC))]
            [1, 2]
            >>> grown = {days[0]: 800_000, days[1]: 200_000, days[2]: 4}
            >>> [part[0].day for part in index.slices(None, datetime(2013, 1, 4, tzinfo=UTC), grown)]
            [1, 3]
        """
        kept: list[datetime] = []
        held = 0
        for start, n in zip(self.starts, self.rows, strict=True):
            if (since is not None and start < since) or start >= until:
                continue
            if known is not None and known.get(start) == n:
                if kept:
                    yield tuple(kept)
                kept, held = [], 0
                continue
            if kept and (held + n > SLICE_ROWS or len(kept) == SLICE_WINDOWS):
                yield tuple(kept)
                kept, held = [], 0
            kept.append(start)
            held += n
        if kept:
            yield tuple(kept)


def index_of(part: Part, timestamp: str, every: str, zone: str) -> Index:
    """Read a part's times; those of a version of a file once a process.

    Args:
        part: Which.
        timestamp: The column of the time.
        every: How long windows are.
        zone: The time zone in which they begin.

    Raises:
        DataError: It cannot be read.
        SchemaError: The column is not there, or is no time.
    """
    return (_read if part.is_table else _remembered)(part, timestamp, every, zone)


def _read(part: Part, timestamp: str, every: str, zone: str) -> Index:
    counted: dict[datetime, int] = {}
    untimed, newest = 0, None
    rows = opened(part, [timestamp])
    for batch in rows.batches():
        times = times_of(batch[timestamp], rows.name)
        untimed += times.null_count()
        times = times.drop_nulls()
        if not len(times):
            continue
        begun = clock.starts(times, Every.parse(every), zone).rename("start")
        for start, n in begun.value_counts(name="n").iter_rows():
            counted[start] = counted.get(start, 0) + n
        latest = times.max()
        if isinstance(latest, datetime):
            newest = latest if newest is None else max(newest, latest)
    starts = tuple(sorted(start.astimezone(UTC) for start in counted))
    return Index(starts, tuple(counted[start] for start in starts), newest, untimed)


_remembered = lru_cache(REMEMBERED)(_read)


def windows_of(times: pl.Series, every: str, zone: str) -> pl.Series:
    """The start of the window of each time: `(n,)` Datetime("us", "UTC")."""
    return clock.starts(times, Every.parse(every), zone)


@lru_cache(REMEMBERED)
def window_at(moment: datetime, every: str, zone: str) -> Window:
    """The window that a moment is in.

    Example:
        >>> window_at(datetime(2013, 3, 10, 12, tzinfo=UTC), "1d", "America/New_York").start.isoformat()
        '2013-03-10T05:00:00+00:00'
    """
    start = windows_of(pl.Series([moment], dtype=clock.MOMENT), every, zone)[0].astimezone(UTC)
    return Window(start, clock.ends([start], Every.parse(every), zone)[0], zone)
