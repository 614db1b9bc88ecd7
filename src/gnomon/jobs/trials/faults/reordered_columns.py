"""Columns in another order."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="columns", is_friend=True)
def reordered_columns(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """The columns come in another order."""
    return rows.select(reversed(rows.columns))
