"""A unit that changes: seconds become milliseconds, inches centimetres."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", kinds=("number",), sizes={"×1000": 1000.0, "×0.001": 0.001, "×2.54": 2.54})
def unit_change(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """All values of a number are multiplied."""
    return rows.with_columns(pl.col(at.column).cast(pl.Float64) * at.size)
