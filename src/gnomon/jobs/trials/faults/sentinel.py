"""A number that stands for missing."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault

SHARE = 0.05


@fault(touches="values", kinds=("number",), sizes={"-1 in 5 %": -1.0, "0 in 5 %": 0.0, "9999 in 5 %": 9999.0})
def sentinel(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A number stands in place of 5 % of a column's values."""
    drawn = at.chosen(rows.height, SHARE)
    return rows.with_columns(pl.when(drawn).then(pl.lit(at.size)).otherwise(pl.col(at.column)).alias(at.column))
