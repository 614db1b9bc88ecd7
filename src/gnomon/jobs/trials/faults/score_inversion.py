"""A model that gives the chance of the other class."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="values", needs="score", told_by=("score", "prediction", "performance"))
def score_inversion(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """The score is that of the other class."""
    score = at.column
    return rows.with_columns((1.0 - pl.col(score)).alias(score))
