"""Rows that are sent more than once."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="rows", told_by=("volume",), sizes={"5 %": 0.05, "all rows": 1.0})
def duplicates(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A share of the rows comes twice."""
    return pl.concat([rows, rows.filter(at.chosen(rows.height, at.size))])
