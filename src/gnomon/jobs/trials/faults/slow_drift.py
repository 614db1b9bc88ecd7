"""A mean that creeps."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", kinds=("number",), sizes={"0.01 sd a window": 0.01, "0.05 sd a window": 0.05})
def slow_drift(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A number moves up a little more in each window."""
    return rows.with_columns(pl.col(at.column).cast(pl.Float64) + (at.place + 1) * at.size * at.sd)
