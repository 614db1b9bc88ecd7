"""A quiet day."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="rows", is_friend=True)
def holiday_dip(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """One window has as few rows as the quietest of the reference, and the same mix."""
    few = min(at.fewest, rows.height)
    if at.place or not few:
        return rows
    return rows[sorted(at.draw.choice(rows.height, few, replace=False).tolist())]
