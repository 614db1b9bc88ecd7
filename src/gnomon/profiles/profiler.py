"""The built-in profiler: rows in, a profile out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from gnomon.profiles import columns
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.kinds import as_kind
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Schema
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.distinct import Distinct
from gnomon.sketches.hashing import hash_name, mix

Progress = Callable[[int], None]
"""Told after each batch how many rows it had."""


def profile_rows(rows: Rows, schema: Schema | None = None, progress: Progress | None = None) -> Profile:
    """Profile rows batch by batch, in memory that does not grow with their number.

    Args:
        rows: Where they come from.
        schema: Kinds to read columns as, and roles.
        progress: Told after each batch how many rows it had.
    """
    schema = schema or Schema()
    total = profile_frame(pl.DataFrame(schema=rows.schema), schema)  # columns without a row are columns too
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for batch in rows.batches():
            total += profile_frame(batch, schema, pool)
            if progress is not None:
                progress(batch.height)
    return total


def profile_frame(frame: pl.DataFrame, schema: Schema, pool: ThreadPoolExecutor | None = None) -> Profile:
    """Profile the rows of one frame, its columns side by side.

    Args:
        frame: Any rows; columns of the roles `id` and `timestamp` go into the series `rows`.
        schema: Kinds to read columns as, and roles.
        pool: Threads to share the columns out to.
    """
    names = [name for name in frame.columns if name not in (schema.id, schema.timestamp)]
    kinds = schema.kinds
    series = [as_kind(frame[name], kinds[name]) if name in kinds else frame[name] for name in names]
    made = list((pool.map if pool is not None else map)(columns.summarise, series))
    summaries = {name: summary for name, (summary, _) in zip(names, made, strict=True)}
    words = np.zeros(frame.height, np.uint64)
    for name, part in _row_parts(frame, names, made, schema):
        words += part * _multiplier(name)
    return Profile(
        _volume(frame, words, schema),
        summaries,
        {name: role for name, role in schema.roles.items() if name in summaries},
    )


def _row_parts(
    frame: pl.DataFrame, names: list[str], made: list[tuple[Summary, columns.Words]], schema: Schema
) -> Iterator[tuple[str, columns.Words]]:
    for name, (_, part) in zip(names, made, strict=True):
        yield name, part
    for apart in (schema.id, schema.timestamp):
        if apart is not None and apart in frame.columns:
            yield apart, columns.summarise(frame[apart])[1]


def _multiplier(name: str) -> np.uint64:
    """An odd number of each column's own: rows hash to the sum of products, whatever the order of the columns."""
    return np.uint64(hash_name(name) | 1)


def _volume(frame: pl.DataFrame, words: columns.Words, schema: Schema) -> RowsSummary:
    times, ids = TimeSummary(), Distinct()
    present = 0
    if schema.timestamp is not None and schema.timestamp in frame.columns:
        summary, _ = columns.summarise(as_kind(frame[schema.timestamp], "time"))
        times = summary if isinstance(summary, TimeSummary) else times
    if schema.id is not None and schema.id in frame.columns:
        known = frame[schema.id].drop_nulls()
        present, ids = len(known), Distinct.of(mix(columns.summarise(known)[1]))
    return RowsSummary(frame.height, Distinct.of(mix(words)), present, ids, times)
