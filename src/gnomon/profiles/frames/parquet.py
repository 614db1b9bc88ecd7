"""Parquet files, a slice of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames.flat import Flat, flatten
from gnomon.profiles.frames.guard import reading
from gnomon.profiles.frames.rows import BATCH_CELLS, Rows, slices

MEND = "Write the file again, or copy it again from where it came."
READ_CELLS = BATCH_CELLS // 2
"""Cells read at once. A slice that cuts a row group decodes some pages twice, so more is faster, and takes more memory.
10 M rows of 20 columns, on an idle machine of this kind: slices take 0.9 s and 200-500 MB whatever the row groups
(250 k, 1 M, 2 M rows); Polars' own streaming 0.5-0.7 s, but 250-1800 MB, growing with the row groups."""


def open_parquet(source: str, name: str, columns: Sequence[str] | None = None) -> Rows:
    """Open one Parquet file.

    Args:
        source: Its path.
        name: What people call it.
        columns: The columns to read; all when not given.

    Raises:
        DataError: The footer cannot be read, or there are no columns.
        SchemaError: A wanted column does not exist.
    """
    _check_end(source, name)
    with reading(name, MEND):
        scan = pl.scan_parquet(source, glob=False)
    return open_scan(scan, name, columns)


def _check_end(source: str, name: str) -> None:
    path = Path(source)
    with reading(name, MEND), path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4))
        end = file.read()
    if end != b"PAR1":
        raise DataError(
            f"{name}: is cut off or damaged: it does not end with PAR1, so the index of its rows is lost. {MEND}"
        )


def open_scan(scan: pl.LazyFrame, name: str, columns: Sequence[str] | None) -> Rows:
    """Read a scan of a file that can be cut anywhere, slice by slice.

    Raises:
        DataError: The file's schema cannot be read, or there are no columns.
        SchemaError: A wanted column does not exist.
    """
    with reading(name, MEND):
        schema = dict(scan.collect_schema())
        height = int(scan.select(pl.len()).collect().item())
    plan = flatten(name, schema, columns)
    return Rows(name, plan.schema, plan.notes, height, lambda: _batches(plan.choose(scan), plan, height, name))


def _batches(scan: pl.LazyFrame, plan: Flat, height: int, name: str) -> Iterator[pl.DataFrame]:
    step = max(1, READ_CELLS // len(plan.schema))
    for start in range(0, height, step):
        with reading(name, MEND):
            batches = slices(plan.apply(scan.slice(start, step).collect()))
        yield from batches
