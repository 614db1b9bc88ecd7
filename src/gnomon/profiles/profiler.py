"""The built-in profiler: rows in, a profile out."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from gnomon.profiles import columns
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.kinds import as_kind
from gnomon.profiles.profile import Profile
from gnomon.profiles.row_hash import UInt64s, row_hashes
from gnomon.profiles.schema import Schema
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.distinct import Distinct

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
    made = dict(zip(names, (pool.map if pool is not None else map)(columns.summarise, series), strict=True))
    words = {name: part for name, (_, part) in made.items()}
    words |= {name: columns.summarise(frame[name])[1] for name in frame.columns if name not in made}
    return Profile(
        _volume(frame, row_hashes(words, frame.height), schema),
        {name: summary for name, (summary, _) in made.items()},
        {name: role for name, role in schema.roles.items() if name in made},
    )


def _volume(frame: pl.DataFrame, hashes: UInt64s, schema: Schema) -> RowsSummary:
    times, ids = TimeSummary(), Distinct()
    present = 0
    if schema.timestamp is not None and schema.timestamp in frame.columns:
        summary, _ = columns.summarise(as_kind(frame[schema.timestamp], "time"))
        times = summary if isinstance(summary, TimeSummary) else times
    if schema.id is not None and schema.id in frame.columns:
        known = frame[schema.id].drop_nulls()
        present, ids = len(known), Distinct.of(row_hashes({"": columns.summarise(known)[1]}, len(known)))
    return RowsSummary(frame.height, Distinct.of(hashes), present, ids, times)
