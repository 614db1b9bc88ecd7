"""A sensor, a cache or a join that gives one answer."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", kinds=("number", "category", "flag", "time"))
def stuck_value(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A column has its last value in every row."""
    known = rows[at.column].drop_nulls()
    last = known[-1] if len(known) else None
    return rows.with_columns(pl.lit(last, dtype=rows.schema[at.column]).alias(at.column))
