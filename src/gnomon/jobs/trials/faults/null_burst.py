"""Values that are lost."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(
    touches="values",
    kinds=("number", "category", "flag", "time"),
    sizes={"1 %": 0.01, "5 %": 0.05, "50 %": 0.5, "100 %": 1.0},
)
def null_burst(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A share of a column's values is null."""
    lost = at.chosen(rows.height, at.size)
    return rows.with_columns(pl.when(~lost).then(pl.col(at.column)).alias(at.column))
