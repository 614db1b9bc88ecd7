"""Fewer rows."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="rows", told_by=("volume", "freshness"), sizes={"-20 %": 0.2, "-50 %": 0.5, "no rows": 1.0})
def lost_rows(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A share of the rows does not come."""
    return rows.filter(~at.chosen(rows.height, at.size))
