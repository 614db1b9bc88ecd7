"""A value that is spelt another way."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", kinds=("category",))
def category_rename(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """The most frequent value of a category gets another name."""
    text = pl.col(at.column).cast(pl.String)
    return rows.with_columns(pl.when(text == at.most).then(pl.lit(f"{at.most} (new)")).otherwise(text).alias(at.column))
