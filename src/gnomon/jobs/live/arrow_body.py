"""A body of Arrow IPC: a frame with one type a kind."""

from __future__ import annotations

import io

import polars as pl

from gnomon.errors import DataError
from gnomon.jobs.live import arrow_messages
from gnomon.profiles.frames.guard import column as named
from gnomon.profiles.frames.guard import first_line
from gnomon.profiles.kinds import kind_of
from gnomon.profiles.records import OWN, PLACE, TYPES

SENT = "Send numbers, texts, flags, times, or lists of numbers."


def frame(body: bytes) -> pl.DataFrame:
    """Read a body.

    Args:
        body: A stream of Arrow IPC.

    Returns:
        Its rows with `PLACE`.

    Raises:
        DataError: It is damaged, or a column is of no kind that is kept.
    """
    arrow_messages.check(body)
    try:
        found = pl.read_ipc_stream(io.BytesIO(body))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        raise DataError(f"the body is no Arrow IPC ({first_line(error)}).") from None
    if PLACE in found.columns:
        raise DataError(OWN)
    return (
        found.select(_kept(column) for column in found).with_row_index(PLACE).with_columns(pl.col(PLACE).cast(pl.Int64))
    )


def _kept(column: pl.Series) -> pl.Series:
    dtype = column.dtype
    if isinstance(dtype, pl.Null):
        return column
    is_odd = isinstance(dtype, pl.Struct | pl.Binary | pl.Object | pl.Time | pl.Duration)
    inner = getattr(dtype, "inner", None)
    if is_odd or (inner is not None and not inner.is_numeric()):
        raise DataError(f"{named(column.name)} is {dtype}. {SENT}")
    kind = kind_of(dtype)
    if isinstance(dtype, pl.Datetime) and dtype.time_zone is None:
        column = column.dt.replace_time_zone("UTC")
    return column.cast(TYPES[kind])
