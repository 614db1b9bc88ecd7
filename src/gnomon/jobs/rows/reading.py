"""The rows of a part of a source within a stretch of event time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from gnomon.jobs.rows.source import Part
from gnomon.profiles.clock import MOMENT
from gnomon.profiles.frames import parquet
from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.frames.rows import Rows, select
from gnomon.profiles.slicer import times_of

TIME = "\0time"
"""The column of each row's time that `between` adds: Datetime("us", "UTC")."""

END_OF_PARQUET = b"PAR1"


def between(rows: Rows, timestamp: str, since: datetime | None, until: datetime | None) -> Iterator[pl.DataFrame]:
    """The rows of `[since, until)` with their times, a batch at a time; rows without a time are in no stretch.

    Args:
        rows: Where they come from, in any order.
        timestamp: The column of their time.
        since: The first moment; None for no beginning.
        until: The first moment after them; None for no end.

    Raises:
        DataError: What is read turns out to be damaged.
        SchemaError: The timestamp is no time.
    """
    for batch in rows.batches():
        times = times_of(batch[timestamp], rows.name)
        wanted = times.is_not_null()
        if since is not None:
            wanted &= times >= since
        if until is not None:
            wanted &= times < until
        timed = batch.with_columns(times.alias(TIME))
        yield timed if wanted.all() else timed.filter(wanted)


def open_between(
    part: Part, timestamp: str, since: datetime | None, until: datetime | None, columns: Sequence[str] | None = None
) -> Rows:
    """Open a part so that little more than the rows of `[since, until)` is read, where its format allows that.

    Of Parquet the row groups outside are passed over; other formats are read through. `between` takes the rows.

    Args:
        part: Which.
        timestamp: The column of the time.
        since: The first moment; None for no beginning.
        until: The first moment after; None for no end.
        columns: The columns to read; all when not given. One that is not there is left out.

    Raises:
        DataError: It cannot be read.
    """
    if since is None and until is None:
        return chosen(opened(part), columns)
    scan = _scan(part)
    kept = None if scan is None else _within(scan, timestamp, since, until)
    if kept is None:
        return chosen(opened(part), columns)
    return chosen(parquet.open_scan(kept, part.name, None), columns)


def opened(part: Part, columns: Sequence[str] | None = None, *, in_order: bool = False) -> Rows:
    """Open all of a part.

    Args:
        part: Which.
        columns: The columns to read; all when not given.
        in_order: Whether rows of the log come in the order in which they were sent; those of a file do.

    Raises:
        DataError: It cannot be read.
        SchemaError: A wanted column does not exist.
    """
    if part.files:
        return parquet.open_scan(_scan_of_log(part, in_order=in_order), part.name, columns)
    return open_rows(part.address, columns=columns)


def _scan_of_log(part: Part, *, in_order: bool = False) -> pl.LazyFrame:
    from gnomon.log import rows  # noqa: PLC0415 - needs what only gnomon[server] installs

    return rows.scan(part.files, in_order=in_order)


def chosen(rows: Rows, columns: Sequence[str] | None) -> Rows:
    """Only some columns, those of them that are there."""
    return rows if columns is None else select(rows, [name for name in columns if name in rows.schema])


def _scan(part: Part) -> pl.LazyFrame | None:
    """A lazy frame of a local Parquet file or a day of the log; None of what `open_rows` must look at or refuse."""
    if part.files:
        return _scan_of_log(part)
    if "://" in part.address:
        return None
    path = Path(part.address)
    try:
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(max(0, path.stat().st_size - 4))
            if head != END_OF_PARQUET or file.read() != END_OF_PARQUET:
                return None
        return pl.scan_parquet(part.address, glob=False)
    except (OSError, pl.exceptions.PolarsError):
        return None


def _within(scan: pl.LazyFrame, timestamp: str, since: datetime | None, until: datetime | None) -> pl.LazyFrame | None:
    """The scan without rows that are surely outside, by the timestamp's own type; None when that is no moment."""
    try:
        dtype = scan.collect_schema().get(timestamp)
    except pl.exceptions.PolarsError:
        return None
    if not isinstance(dtype, pl.Datetime):
        return None
    column, kept = pl.col(timestamp), scan
    for moment, is_first in ((since, True), (until, False)):
        if moment is not None:
            edge = pl.lit(moment.astimezone(UTC), MOMENT)
            edge = edge.dt.convert_time_zone(dtype.time_zone) if dtype.time_zone else edge.dt.replace_time_zone(None)
            edge = edge.dt.cast_time_unit(dtype.time_unit)
            kept = kept.filter(column >= edge if is_first else column <= edge)
    return kept
