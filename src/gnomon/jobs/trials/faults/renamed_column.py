"""A column that is delivered under another name."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="columns", kinds=("number", "category", "flag", "time"), told_by=("schema",))
def renamed_column(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A column has another name."""
    return rows.rename({at.column: f"{at.column}_v2"})
