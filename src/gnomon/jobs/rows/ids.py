"""Which window each event is in: what targets find their rows by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

import polars as pl

from gnomon.errors import SchemaError
from gnomon.jobs.rows.index import windows_of
from gnomon.jobs.rows.known import ID, TOKEN
from gnomon.jobs.rows.pieces import START
from gnomon.jobs.rows.plain_text import plain_hash
from gnomon.jobs.rows.reading import TIME, between, open_between
from gnomon.jobs.rows.source import Part
from gnomon.profiles.clock import MOMENT

REMEMBERED = 64
DIGEST_BYTES = 24

SCHEMA = {ID: pl.UInt64(), TIME: MOMENT, START: MOMENT}


def ids_of(part: Part, event_id: str, timestamp: str, every: str, zone: str) -> pl.DataFrame:
    """The id's hash, time and window of every row that has an id and a time; of a version of a file once a process.

    Args:
        part: Of a source.
        event_id: The column of the id.
        timestamp: The column of the time.
        every: How long windows are.
        zone: The time zone in which they begin.

    Raises:
        DataError: It cannot be read.
        SchemaError: A column is not there.
    """
    return (_read if part.is_table else _remembered)(part, event_id, timestamp, every, zone)


def _read(part: Part, event_id: str, timestamp: str, every: str, zone: str) -> pl.DataFrame:
    rows = open_between(part, timestamp, None, None, [event_id, timestamp])
    if event_id not in rows.schema:
        raise SchemaError(f"{part.name}: has no column {event_id!r}, by which targets find their rows.")
    frames = _frames(between(rows, timestamp, None, None), event_id, every, zone)
    return pl.concat([pl.DataFrame(schema=SCHEMA), *frames])


_remembered = lru_cache(REMEMBERED)(_read)


def _frames(batches: Iterator[pl.DataFrame], event_id: str, every: str, zone: str) -> Iterator[pl.DataFrame]:
    for batch in batches:
        ids = with_id(batch, event_id).select(ID, TIME).filter(pl.col(ID).is_not_null())
        if ids.height:
            yield ids.with_columns(windows_of(ids[TIME], every, zone).alias(START))


def with_id(frame: pl.DataFrame, event_id: str) -> pl.DataFrame:
    """A frame with the hash of each row's id."""
    return frame.with_columns(plain_hash(frame[event_id]).alias(ID))


def digests(joined: pl.DataFrame) -> dict[datetime, bytes]:
    """What the targets of each window are known by: their count and the sum of their hashes, in any order.

    Args:
        joined: `START` and `TOKEN` of every row that has a target.
    """
    low, high = pl.col(TOKEN) & 0xFFFF_FFFF, pl.col(TOKEN) // 2**32
    found = joined.group_by(START).agg(pl.len().cast(pl.UInt64), low.sum().alias("low"), high.sum().alias("high"))
    return {start: digest(*sums) for start, *sums in found.iter_rows()}


def digest(count: int = 0, low: int = 0, high: int = 0) -> bytes:
    """A digest as bytes.

    >>> len(digest()), digest(1, 2, 3) == digest(1, 2, 4)
    (24, False)
    """
    return b"".join(number.to_bytes(8, "little") for number in (count, low, high))


def count(digest_of: bytes) -> int:
    """How many targets a digest is of.

    >>> count(digest(7, 1, 2))
    7
    """
    return int.from_bytes(digest_of[:8], "little")
