"""Polars frames, eager and lazy."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from gnomon.profiles.frames.flat import Flat, flatten
from gnomon.profiles.frames.guard import reading
from gnomon.profiles.frames.rows import Rows, batch_height, slices

MEND_QUERY = "Mend the query, and try it with .collect()."


def open_frame(frame: pl.DataFrame, name: str = "Polars frame") -> Rows:
    """Take the rows of an eager frame, in slices that copy nothing."""
    plan = flatten(name, dict(frame.schema))
    flat = frame.select(plan.columns) if any(dtype.is_nested() for dtype in frame.dtypes) else frame
    return Rows(name, plan.schema, plan.notes, flat.height, lambda: slices(flat))


def open_lazy(frame: pl.LazyFrame, name: str = "Polars query") -> Rows:
    """Take the rows of a lazy frame; the query runs anew for every reading.

    Raises:
        DataError: The query cannot be planned.
    """
    with reading(name, MEND_QUERY):
        schema = dict(frame.collect_schema())
    plan = flatten(name, schema)
    return Rows(name, plan.schema, plan.notes, None, lambda: _batches(frame, plan, name))


def _batches(frame: pl.LazyFrame, plan: Flat, name: str) -> Iterator[pl.DataFrame]:
    with reading(name, MEND_QUERY):
        for batch in frame.select(plan.columns).collect_batches(chunk_size=batch_height(len(plan.schema)), lazy=True):
            yield from slices(batch)
