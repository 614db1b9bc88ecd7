"""A campaign, a launch, a new customer."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.faults.fault import Injection, fault


@fault(touches="rows", told_by=("volume",), is_friend=True)
def tripled_rows(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """Three times the rows, with the same mix: only the volume may be told."""
    return pl.concat([rows, rows, rows])
