"""A value that was never there."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", kinds=("category",), sizes={"1 %": 0.01, "2 %": 0.02, "10 %": 0.1})
def new_category(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A share of a category's rows has a value that the reference never had."""
    drawn = at.chosen(rows.height, at.size)
    text = pl.col(at.column).cast(pl.String)
    return rows.with_columns(pl.when(drawn).then(pl.lit("never seen before")).otherwise(text).alias(at.column))
