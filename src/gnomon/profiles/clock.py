"""Where windows begin and end, whatever the clock of their zone does.

Windows of at most an hour are equally long, so that none holds the hour that
a clock repeats twice over. Longer ones begin when the zone's clock first
shows their beginning: a day may have 23 or 25 hours, and a beginning that
the clock skips is the moment when it skips. Either way windows neither
overlap nor leave a gap, and where they begin depends on nothing but `every`
and the zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from gnomon.profiles.windows import Every

HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)

ANCHOR = datetime(2013, 1, 1, tzinfo=UTC)
"""The moment whose offset decides at which minute short windows begin (:30 in Kolkata)."""

MOMENT = pl.Datetime("us", "UTC")


def starts(times: pl.Series, every: Every, zone: str) -> pl.Series:
    """The start of the window of each time.

    Args:
        times: `(n,)` Datetime("us", "UTC"), no nulls, of the years 1000 to 8999.
        every: How long a window is.
        zone: The time zone whose clock counts.

    Returns:
        `(n,)` Datetime("us", "UTC").

    Example:
        >>> noon = pl.Series([datetime(2013, 3, 10, 12, tzinfo=UTC)], dtype=MOMENT)
        >>> starts(noon, Every(1, "d"), "America/New_York")[0].isoformat()
        '2013-03-10T05:00:00+00:00'
    """
    if every.length <= HOUR:
        return _moments(_short(times.to_physical().to_numpy(), every, zone))
    begins = _clock(times, zone).dt.truncate(str(every)).unique()
    edges = pl.concat([begins, begins.dt.offset_by(str(every))]).unique().to_list()
    moments = pl.Series(sorted({first_moment(edge, ZoneInfo(zone)) for edge in edges}), dtype=MOMENT)
    return moments.gather(moments.search_sorted(times, side="right") - 1)


def ends(begun: Sequence[datetime], every: Every, zone: str) -> list[datetime]:
    """The ends of the windows that begin at `begun`: where the next ones do.

    Example:
        >>> ends([datetime(2013, 3, 10, 5, tzinfo=UTC)], Every(1, "d"), "America/New_York")[0].isoformat()
        '2013-03-11T04:00:00+00:00'
    """
    if every.length <= HOUR:
        return [start + every.length for start in begun]
    begins = _clock(pl.Series(begun, dtype=MOMENT), zone).dt.truncate(str(every))
    return [first_moment(edge, ZoneInfo(zone)) for edge in begins.dt.offset_by(str(every)).to_list()]


def edges(first: datetime, until: datetime, every: Every, zone: str) -> list[datetime]:
    """Where windows begin and end, from `first` to the first edge at or after `until`.

    Args:
        first: Where a window begins.
        until: A later moment.
        every: How long a window is.
        zone: The time zone whose clock counts.

    Example:
        >>> start, end = datetime(2013, 3, 10, 5, tzinfo=UTC), datetime(2013, 3, 11, 4, tzinfo=UTC)
        >>> edges(start, end, Every(1, "d"), "America/New_York") == [start, end]
        True
    """
    if every.length <= HOUR:
        count = -((first - until) // every.length)
        return [first + i * every.length for i in range(count + 1)]
    begin, last = _clock(pl.Series([first, until], dtype=MOMENT), zone).to_list()
    shown = pl.datetime_range(begin.replace(tzinfo=None), last, str(every), eager=True).to_list()
    shown.append(pl.Series(shown[-1:]).dt.offset_by(str(every))[0])
    found = [first, *(first_moment(edge, ZoneInfo(zone)) for edge in shown[1:])]
    place = next((i for i, edge in enumerate(found) if edge >= until), len(found) - 1)
    return found[: place + 1]


def first_moment(shown: datetime, zone: ZoneInfo) -> datetime:
    """The first moment at which the zone's clock shows `shown`, or skips it.

    Example:
        >>> first_moment(datetime(2013, 3, 10, 2, 15), ZoneInfo("America/New_York")).isoformat()  # skipped: 02 to 03
        '2013-03-10T07:00:00+00:00'
    """
    early, late = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early <= late:
        return early
    before, after = late, early  # a skipped time is one of these by either offset, and the skip lies between
    while after - before > MICROSECOND:
        middle = before + (after - before) // 2
        skipped = middle.astimezone(zone).replace(tzinfo=None) >= shown
        before, after = (before, middle) if skipped else (middle, after)
    return after


def _clock(times: pl.Series, zone: str) -> pl.Series:
    """What the zone's clock shows."""
    return times.dt.convert_time_zone(zone).dt.replace_time_zone(None)


def _moments(micros: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pl.Series:
    return pl.Series(micros).cast(MOMENT)


def _short(
    micros: np.ndarray[tuple[int], np.dtype[np.int64]], every: Every, zone: str
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    offset = ANCHOR.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return micros - (micros + offset // MICROSECOND) % (every.length // MICROSECOND)
