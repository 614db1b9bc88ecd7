"""How old the events of a window were when their targets came."""

from __future__ import annotations

import polars as pl

from gnomon.checks.maturity import Arrivals
from gnomon.jobs.rows.known import FIRST
from gnomon.jobs.rows.reading import TIME


def arrivals(pairs: pl.DataFrame, rows: int) -> bytes:
    """A window's arrivals as bytes.

    Args:
        pairs: `TIME` of each row that has a target, and `FIRST`, when its id had one first; a correction comes later.
        rows: All rows of the window.
    """
    ages = (pairs[FIRST] - pairs[TIME]).dt.total_microseconds().cast(pl.Float64) / 1e6
    return Arrivals.of_seconds(rows, ages.fill_null(float("nan")).to_numpy()).to_bytes()
