"""From timed rows to a series: each row goes into the window of its time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import polars as pl

from gnomon.errors import SchemaError
from gnomon.profiles import columns
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import Progress, profile_frame
from gnomon.profiles.schema import Role, Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Every, Window, check_zone

Key = tuple[datetime, str, str]
"""A window's start, and the column and value of a segment (empty for the whole)."""

WINDOW = "\0window"
WORTH_SHARING = 20_000
"""Rows from which threads pay."""


def profile_windows(
    rows: Rows,
    *,
    every: str,
    timestamp: str,
    by: Sequence[str] = (),
    zone: str = "UTC",
    schema: Schema | None = None,
    progress: Progress | None = None,
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

    Raises:
        UsageError: `every` is no duration, or `zone` no time zone.
        SchemaError: A column that is named is not there, or the timestamp is no time.
    """
    length = Every.parse(every)
    check_zone(zone)
    for name in (timestamp, *by):
        if name not in rows.schema:
            raise SchemaError(f"{rows.name} has no column {name!r}. Its columns are {', '.join(rows.schema)}.")
    schema = schema or Schema()
    roles: dict[str, Role] = {**schema.roles, **dict.fromkeys(by, "segment"), timestamp: "timestamp"}
    schema = Schema(schema.kinds, roles)
    made: dict[Key, Profile] = {}
    untimed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for batch in rows.batches():
            starts = _starts(batch[timestamp], length, zone, rows.name)
            untimed += starts.null_count()
            for key, piece in _pieces(batch.with_columns(starts.alias(WINDOW)), by):
                # Small pieces are done sooner by one thread than they are handed to several.
                profile = profile_frame(piece, schema, pool if piece.height > WORTH_SHARING else None)
                made[key] = made[key] + profile if key in made else profile
            if progress is not None:
                progress(batch.height)
    return _series(made, length, zone, by, untimed)


def _starts(times: pl.Series, every: Every, zone: str, name: str) -> pl.Series:
    """The start of each row's window, in the zone."""
    if columns.kind_of(times.dtype) not in ("time", "category", "null"):
        raise SchemaError(
            f"{name}: the timestamp {times.name!r} is a {columns.kind_of(times.dtype)}, not a time. "
            "Convert it to a time first (of seconds since 1970: pl.from_epoch)."
        )
    read = columns.as_kind(times, "time")
    if read.null_count() > times.null_count():
        bad = times.filter(read.is_null() & times.is_not_null())[0]
        raise SchemaError(f"{name}: the timestamp {times.name!r} holds {bad!r}, which is no ISO 8601 time.")
    if isinstance(read.dtype, pl.Date):
        read = read.cast(pl.Datetime("us"))
    if isinstance(read.dtype, pl.Datetime) and read.dtype.time_zone is None:
        read = read.dt.replace_time_zone("UTC")
    return read.cast(pl.Datetime("us", read.dtype.time_zone)).dt.convert_time_zone(zone).dt.truncate(str(every))  # type: ignore[attr-defined]  # a datetime by now


def _pieces(batch: pl.DataFrame, by: Sequence[str]) -> list[tuple[Key, pl.DataFrame]]:
    batch = batch.filter(pl.col(WINDOW).is_not_null())
    pieces = []
    for (start,), rows in batch.partition_by(WINDOW, as_dict=True, include_key=False).items():
        pieces.append(((start, "", ""), rows))
        for column in by:
            for (value,), part in rows.partition_by(column, as_dict=True).items():
                pieces.append(((start, column, "null" if value is None else str(value)), part))
    return pieces


def _series(made: dict[Key, Profile], every: Every, zone: str, by: Sequence[str], untimed: int) -> ProfileSeries:
    starts = sorted(start for start, column, _ in made if not column)
    ends = pl.Series(starts, dtype=pl.Datetime("us", zone)).dt.offset_by(str(every)).to_list() if starts else []
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
