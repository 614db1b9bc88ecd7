"""The built-in profiler: rows in, a profile out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from gnomon.profiles import columns
from gnomon.profiles.custom.profiler import Profiler
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.kinds import as_kind
from gnomon.profiles.profile import Profile
from gnomon.profiles.row_hash import Part, UInt64s, scrambled
from gnomon.profiles.schema import Schema
from gnomon.profiles.summary import Summary
from gnomon.profiles.threads import THREADS, WORTH_SHARING, in_order
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.distinct import Distinct

Progress = Callable[[int], None]
"""Told after each batch how many rows it had."""


def profile_rows(
    rows: Rows,
    schema: Schema | None = None,
    progress: Progress | None = None,
    profilers: Sequence[Profiler] = (),
) -> Profile:
    """Profile rows batch by batch, in memory that does not grow with their number.

    Args:
        rows: Where they come from.
        schema: Kinds to read columns as, and roles.
        progress: Told after each batch how many rows it had.
        profilers: Of one's own.
    """
    known = schema or Schema()
    total = profile_frame(pl.DataFrame(schema=rows.schema), known)  # columns without a row are columns too
    pieces = (piece for batch in rows.batches() for piece in batch.iter_slices(_share(batch.height, rows.height)))
    for made in in_order(lambda piece: profile_frame(piece, known, profilers), pieces):
        total += made
        if progress is not None:
            progress(made.rows)
    return total


def _share(rows: int, height: int | None) -> int:
    """How many rows of a batch each piece gets.

    One piece a thread; where many batches are known to come, fewer and longer ones, since each has costs of its own,
    but so that each thread gets two of the whole and none waits long for the other's last.
    """
    longer = 0 if height is None else min(2 * rows, height // 2)
    return max(-(-max(rows, longer) // THREADS), WORTH_SHARING)


def profile_frame(frame: pl.DataFrame, schema: Schema, profilers: Sequence[Profiler] = ()) -> Profile:
    """Profile the rows of one frame.

    Args:
        frame: Any rows; columns of the roles `id` and `timestamp` go into the series `rows`; of `feedback` only
            what was said is looked at.
        schema: Kinds to read columns as, and roles.
        profilers: Of one's own; without rows they are not asked.
    """
    made: dict[str, Summary] = {}
    sums = np.zeros(frame.height, np.uint64)
    for name in frame.columns:
        series = as_kind(frame[name], schema.kinds[name]) if name in schema.kinds else frame[name]
        if (
            schema.role(name) == "feedback"
        ):  # said of some rows, later: its absence is no null, and it is no part of a row
            series = series.drop_nulls()
            if len(series):
                made[name] = columns.summarise(series)
            continue
        made[name] = columns.summarise(series, Part.of(name, sums))
    apart = (schema.id, schema.timestamp)
    return Profile(
        _volume(frame, scrambled(sums), schema),
        {name: summary for name, summary in made.items() if name not in apart},
        {name: role for name, role in schema.roles.items() if name in made and name not in apart},
        {each.name: each.of(frame, frame.columns) for each in profilers if frame.height},
    )


def _volume(frame: pl.DataFrame, hashes: UInt64s, schema: Schema) -> RowsSummary:
    times, ids = TimeSummary(), Distinct()
    present = 0
    if schema.timestamp is not None and schema.timestamp in frame.columns:
        summary = columns.summarise(as_kind(frame[schema.timestamp], "time"))
        times = summary if isinstance(summary, TimeSummary) else times
    if schema.id is not None and schema.id in frame.columns:
        known = frame[schema.id].drop_nulls()
        sums = np.zeros(len(known), np.uint64)
        columns.summarise(known, Part.of("", sums))
        present, ids = len(known), Distinct.of(scrambled(sums))
    return RowsSummary(frame.height, Distinct.of(hashes), present, ids, times)
