"""From timed rows to a series: each row goes into the window of its time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import polars as pl

from gnomon.errors import SchemaError
from gnomon.profiles import clock
from gnomon.profiles.custom.profiler import Profiler
from gnomon.profiles.frames.flat import positions
from gnomon.profiles.frames.guard import quoted
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.kinds import as_kind, as_text, kind_of
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import Progress, profile_frame
from gnomon.profiles.schema import Role, Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.threads import WORTH_SHARING, in_order
from gnomon.profiles.windows import Every, Window, check_zone

Key = tuple[datetime, str, str]
"""A window's start, and the column and value of a segment (empty for the whole)."""

NO_VALUE = "(null)"
"""The segment of the rows whose segment column is null."""

WINDOW, VALUE = "\0window", "\0value"
FIRST_YEAR, LAST_YEAR = 1000, 8999
"""Times of other years mean "none" or "for ever" (0001-01-01, 9999-12-31) and are in no window."""

MICROSECONDS = {"days": 86_400_000_000, "ms": 1000, "us": 1}


def profile_windows(
    rows: Rows,
    *,
    every: str,
    timestamp: str,
    by: Sequence[str] = (),
    zone: str = "UTC",
    schema: Schema | None = None,
    progress: Progress | None = None,
    profilers: Sequence[Profiler] = (),
) -> ProfileSeries:
    """Profile rows window by window in one pass over them.

    Args:
        rows: Where they come from, in any order of time.
        every: How long a window is: `15m`, `1h`, `1d`, `1w`, `1mo` or a multiple.
        timestamp: The column of the event time; text is read as ISO 8601.
        by: Segment columns; each of their values is profiled apart as well.
        zone: The time zone in which windows begin.
        schema: Kinds to read columns as, and roles.
        progress: Told after each batch how many rows it had.
        profilers: Of one's own.

    Raises:
        UsageError: `every` is no duration, or `zone` no time zone.
        SchemaError: A column that is named is not there, or the timestamp is no time.
    """
    length = Every.parse(every)
    check_zone(zone)
    by = tuple(dict.fromkeys(by))
    positions(rows.name, list(rows.schema), (timestamp, *by))
    given = schema or Schema()
    roles: dict[str, Role] = {**given.roles, **dict.fromkeys(by, "segment"), timestamp: "timestamp"}
    known = Schema(given.kinds, roles)
    made: dict[Key, Profile] = {}
    untimed = 0
    for batch in rows.batches():
        times = times_of(batch[timestamp], rows.name)
        untimed += times.null_count()
        starts = clock.starts(times.drop_nulls(), length, zone)
        timed = batch.filter(times.is_not_null()) if times.null_count() else batch
        pieces = list(_pieces(timed.with_columns(starts.alias(WINDOW)), by))
        # Small pieces are done sooner by one thread than they are handed to several.
        share = in_order if timed.height > WORTH_SHARING * len(pieces) else map
        for (key, _), profile in zip(
            pieces, share(lambda piece: profile_frame(piece[1], known, profilers), pieces), strict=True
        ):
            made[key] = made[key] + profile if key in made else profile
        if progress is not None:
            progress(batch.height)
    return _series(made, length, zone, by, untimed)


def times_of(column: pl.Series, name: str) -> pl.Series:
    """Each row's time: `(n,)` Datetime("us", "UTC"), null where there is none."""
    kind = kind_of(column.dtype)
    if kind not in ("time", "category", "null") and not column.dtype.is_numeric():
        raise SchemaError(
            f"{name}: the timestamp {quoted(column.name)} is a {kind}, not a time. Convert it to a time first."
        )
    read = as_kind(column, "time")
    if read.null_count() > column.null_count():
        bad = column.filter(read.is_null() & column.is_not_null())[0]
        if kind == "number":
            raise SchemaError(
                f"{name}: the timestamp {quoted(column.name)} holds {bad}, which is no time: seconds or milliseconds "
                "since 1970, of the years 1973 to 2099. Name another column, or write times as 2013-12-31T23:59:00Z."
            )
        raise SchemaError(
            f"{name}: the timestamp {quoted(column.name)} holds {quoted(bad)}, which is no ISO 8601 time. "
            "Write such times as 2013-12-31T23:59:00Z."
        )
    unit, units = getattr(read.dtype, "time_unit", "days"), read.to_physical().cast(pl.Int64)
    if unit == "ns":
        return (units // 1000).cast(clock.MOMENT)
    first, end = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (FIRST_YEAR, LAST_YEAR + 1))
    scale = MICROSECONDS[unit]
    known = units.is_between(first * 1_000_000 // scale, end * 1_000_000 // scale, closed="left")
    return (pl.select(pl.when(known).then(units)).to_series() * scale).cast(clock.MOMENT)


def _pieces(batch: pl.DataFrame, by: Sequence[str]) -> Iterator[tuple[Key, pl.DataFrame]]:
    for (start,), rows in batch.partition_by(WINDOW, as_dict=True, include_key=False).items():
        yield (start, "", ""), rows
        for column in by:
            valued = rows.with_columns(as_text(rows[column]).alias(VALUE))
            for (value,), part in valued.partition_by(VALUE, as_dict=True, include_key=False).items():
                yield (start, column, NO_VALUE if value is None else value), part


def _series(made: dict[Key, Profile], every: Every, zone: str, by: Sequence[str], untimed: int) -> ProfileSeries:
    starts = sorted(start for start, column, _ in made if not column)
    ends = clock.ends(starts, every, zone)
    segments: dict[datetime, dict[str, dict[str, Profile]]] = {start: {c: {} for c in by} for start in starts}
    for (start, column, value), profile in sorted(made.items(), key=lambda item: item[0]):
        if column:
            segments[start][column][value] = profile
    return ProfileSeries(
        str(every),
        zone,
        tuple(Window(start, end, zone) for start, end in zip(starts, ends, strict=True)),
        tuple(made[start, "", ""] for start in starts),
        tuple(segments[start] for start in starts) if by else (),
        untimed,
    )
