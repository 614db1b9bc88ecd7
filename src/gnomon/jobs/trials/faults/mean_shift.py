"""A mean that moves."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(
    touches="values",
    kinds=("number",),
    sizes={"0.05 sd": 0.05, "0.1 sd": 0.1, "0.2 sd": 0.2, "0.5 sd": 0.5, "1 sd": 1.0},
)
def mean_shift(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A number moves up by a share of its standard deviation."""
    return rows.with_columns(pl.col(at.column).cast(pl.Float64) + at.size * at.sd)
