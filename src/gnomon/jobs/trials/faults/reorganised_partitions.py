"""Rows that are written in other files."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="rows", is_friend=True)
def reorganised_partitions(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """The rows come in other pieces: the odd ones first."""
    number = pl.int_range(pl.len())
    return pl.concat([rows.filter(number % 2 == 1), rows.filter(number % 2 == 0)])
