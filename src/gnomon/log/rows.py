"""The rows of files of the log, as they were sent: without the columns that are the log's own."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from gnomon.log.table import BATCH, OWN


def scan(files: Sequence[str], *, in_order: bool = False) -> pl.LazyFrame:
    """The rows of some files; a column that only some of them have is null elsewhere.

    Args:
        files: Of one table.
        in_order: Whether they come in the order of their batches, which takes a sort of them all.
    """
    each = [pl.scan_parquet(path, glob=False, hive_partitioning=False) for path in files]
    rows = pl.concat(each, how="diagonal")
    return (rows.sort(BATCH, maintain_order=True) if in_order else rows).drop(OWN, strict=False)
