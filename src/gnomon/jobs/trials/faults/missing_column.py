"""A column that is not delivered."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="columns", kinds=("number", "category", "flag", "time"), told_by=("schema",))
def missing_column(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A column is gone."""
    return rows.drop(at.column)
