"""Rows: a table as a stream of frames that all have one schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from gnomon.profiles.frames.flat import positions

BATCH_ROWS = 1_000_000
BATCH_CELLS = 20_000_000  # 160 MB of numbers: each batch has costs of its own, yet this is small beside any machine


@dataclass(frozen=True, slots=True)
class Rows:
    """A table that can be read from its start, a batch at a time.

    Args:
        name: What people call it: `flights.parquet`, `3 files in data/`.
        schema: Type by column name, in order. Never a struct: those are
            unnested to `outer.inner`.
        notes: What was mended and must be said, a sentence each.
        height: The number of rows, when that is known before reading.
        batches: Starts reading; every frame has exactly `schema`, and only
            a bounded number of rows is in memory. Raises `DataError` when
            what is read turns out to be damaged.

    Example:
        >>> rows = Rows("two", {"x": pl.Int64()}, (), 2, lambda: iter([pl.DataFrame({"x": [1, 2]})]))
        >>> sum(batch.height for batch in rows.batches())
        2
    """

    name: str
    schema: Mapping[str, pl.DataType]
    notes: tuple[str, ...]
    height: int | None
    batches: Callable[[], Iterator[pl.DataFrame]]


def batch_height(width: int) -> int:
    """How many rows of `width` columns make a batch.

    >>> batch_height(10), batch_height(2000)
    (1000000, 10000)
    """
    return max(1, min(BATCH_ROWS, BATCH_CELLS // max(width, 1)))


def slices(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Cut a frame into batches without copying; no rows give no batch."""
    return frame.iter_slices(batch_height(frame.width)) if frame.height else iter(())


def select(rows: Rows, columns: Sequence[str]) -> Rows:
    """Only some columns of rows that are already open.

    Raises:
        SchemaError: One does not exist.
    """
    names = list(rows.schema)
    wanted = [names[at] for at in positions(rows.name, names, columns)]
    schema = {name: rows.schema[name] for name in wanted}
    return replace(rows, schema=schema, batches=lambda: (batch[wanted] for batch in rows.batches()))
