"""Two columns that change places."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", kinds=("number", "category"), columns=2)
def column_swap(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """Two columns of one type change places."""
    first, second = at.columns
    return rows.with_columns(pl.col(second).alias(first), pl.col(first).alias(second))
