"""Numbers that are cut to whole ones."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", kinds=("number",))
def truncated_precision(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A number loses what is behind its decimal point."""
    return rows.with_columns(pl.col(at.column).cast(pl.Float64).floor())
