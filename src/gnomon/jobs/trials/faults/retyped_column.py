"""A number that is delivered as text."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="columns", kinds=("number",), told_by=("schema",))
def retyped_column(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A number is text."""
    return rows.with_columns(pl.col(at.column).cast(pl.String))
