"""Values that scatter more."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", kinds=("number",), sizes={"×1.2": 1.2})
def spread(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A number scatters more about its mean."""
    middle = pl.col(at.column).cast(pl.Float64).mean()
    return rows.with_columns(middle + at.size * (pl.col(at.column) - middle))
