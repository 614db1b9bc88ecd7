"""The built-in profiler: rows in, a profile out."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from gnomon.profiles import columns
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.kinds import as_kind, kind_of
from gnomon.profiles.profile import Profile
from gnomon.profiles.row_hash import row_hashes
from gnomon.profiles.schema import Schema
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.distinct import Distinct

Progress = Callable[[int], None]
"""Told after each batch how many rows it had."""

THREADS = os.cpu_count() or 1

WORTH_SHARING = 20_000
"""Rows from which threads pay."""


def profile_rows(rows: Rows, schema: Schema | None = None, progress: Progress | None = None) -> Profile:
    """Profile rows batch by batch, in memory that does not grow with their number.

    Args:
        rows: Where they come from.
        schema: Kinds to read columns as, and roles.
        progress: Told after each batch how many rows it had.
    """
    schema = schema or Schema()
    total = profile_frame(pl.DataFrame(schema=rows.schema), schema)  # columns without a row are columns too
    with ThreadPoolExecutor(THREADS) as pool:
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
    share = pool.map if pool is not None else map
    kinds = schema.kinds
    series = {name: as_kind(frame[name], kinds[name]) if name in kinds else frame[name] for name in frame.columns}
    # Strings take longest, so they begin: nobody waits for the last one of them.
    order = sorted(series, key=lambda name: kind_of(series[name].dtype) != "category")
    made = dict(zip(order, share(columns.summarise, (series[name] for name in order)), strict=True))
    words = {name: part for name, (_, part) in made.items()}
    cuts = range(0, frame.height, max(-(-frame.height // THREADS), WORTH_SHARING))
    hashes = share(lambda start: row_hashes(words, start, min(start + cuts.step, frame.height)), cuts)
    apart = (schema.id, schema.timestamp)
    return Profile(
        _volume(frame, sum((Distinct.of(part) for part in hashes), Distinct()), schema),
        {name: summary for name, (summary, _) in made.items() if name not in apart},
        {name: role for name, role in schema.roles.items() if name in made and name not in apart},
    )


def _volume(frame: pl.DataFrame, rows: Distinct, schema: Schema) -> RowsSummary:
    times, ids = TimeSummary(), Distinct()
    present = 0
    if schema.timestamp is not None and schema.timestamp in frame.columns:
        summary, _ = columns.summarise(as_kind(frame[schema.timestamp], "time"))
        times = summary if isinstance(summary, TimeSummary) else times
    if schema.id is not None and schema.id in frame.columns:
        known = frame[schema.id].drop_nulls()
        present, ids = len(known), Distinct.of(row_hashes({"": columns.summarise(known)[1]}, 0, len(known)))
    return RowsSummary(frame.height, rows, present, ids, times)
