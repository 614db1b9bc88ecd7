"""Rows that come late."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="rows", told_by=("freshness", "volume"), sizes={"1 window": 1.0, "4 windows": 4.0})
def delay(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """No row comes for some windows."""
    return rows.clear() if at.place < at.size else rows
