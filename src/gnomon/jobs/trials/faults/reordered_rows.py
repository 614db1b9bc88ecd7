"""Rows in another order."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="rows", is_friend=True)
def reordered_rows(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """The rows come in another order."""
    return rows[at.draw.permutation(rows.height)]
