"""Parquet files, a slice of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from gnomon.profiles.frames.flat import Flat, flatten
from gnomon.profiles.frames.guard import reading
from gnomon.profiles.frames.rows import BATCH_CELLS, Rows, slices

MEND = "Write the file again, or copy it again from where it came."
READ_CELLS = 4 * BATCH_CELLS
"""Cells read at once. A slice that cuts a row group may decode its pages twice: at 4 batches a read, 10 M rows of
20 columns take 0.9 s and 200-300 MB whatever the row groups (250 k, 1 M, 2 M rows); Polars' own streaming takes
0.5-0.7 s but 250-1800 MB, growing with the row groups."""


def open_parquet(path: Path | str, name: str) -> Rows:
    """Open one Parquet file, or one object of a store.

    Raises:
        DataError: The footer cannot be read, or there are no columns.
    """
    with reading(name, MEND):
        scan = pl.scan_parquet(path, glob=False)
        schema = dict(scan.collect_schema())
        height = int(scan.select(pl.len()).collect().item())
    plan = flatten(name, schema)
    return Rows(name, plan.schema, plan.notes, height, lambda: _batches(scan, plan, height, name))


def _batches(scan: pl.LazyFrame, plan: Flat, height: int, name: str) -> Iterator[pl.DataFrame]:
    step = max(1, READ_CELLS // len(plan.schema))
    for start in range(0, height, step):
        with reading(name, MEND):
            frame = scan.slice(start, step).select(plan.columns).collect()
        yield from slices(frame)
