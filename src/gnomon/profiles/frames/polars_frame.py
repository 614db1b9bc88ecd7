"""Polars frames, eager and lazy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from gnomon.profiles.frames.flat import Flat, flatten
from gnomon.profiles.frames.guard import reading
from gnomon.profiles.frames.rows import Rows, batch_height, slices

MEND_QUERY = "Mend the query, and try it with .collect()."


def is_eager(data: object) -> bool:
    """Whether something is a Polars frame."""
    return isinstance(data, pl.DataFrame)


def is_lazy(data: object) -> bool:
    """Whether something is a Polars query."""
    return isinstance(data, pl.LazyFrame)


def open_frame(frame: pl.DataFrame, columns: Sequence[str] | None = None, name: str = "Polars frame") -> Rows:
    """Take the rows of an eager frame, in slices that copy nothing.

    Raises:
        DataError: It has no columns.
        SchemaError: A wanted column does not exist.
    """
    plan = flatten(name, dict(frame.schema), columns)
    chosen = frame[:, list(plan.outer)] if len(plan.outer) < frame.width else frame
    return Rows(name, plan.schema, plan.notes, frame.height, lambda: map(plan.apply, slices(chosen)))


def open_lazy(frame: pl.LazyFrame, columns: Sequence[str] | None = None, name: str = "Polars query") -> Rows:
    """Take the rows of a lazy frame; the query runs anew for every reading.

    Raises:
        DataError: The query cannot be planned, or has no columns.
        SchemaError: A wanted column does not exist.
    """
    with reading(name, MEND_QUERY):
        schema = dict(frame.collect_schema())
    plan = flatten(name, schema, columns)
    return Rows(name, plan.schema, plan.notes, None, lambda: _batches(plan.choose(frame), plan, name))


def _batches(frame: pl.LazyFrame, plan: Flat, name: str) -> Iterator[pl.DataFrame]:
    with reading(name, MEND_QUERY):
        for batch in frame.collect_batches(chunk_size=batch_height(len(plan.schema)), lazy=True):
            yield from slices(plan.apply(batch))
