"""A filter upstream that is wrong."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="rows", kinds=("category",))
def filter_segment(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """All rows of a category's most frequent value are gone."""
    return rows.filter(pl.col(at.column).cast(pl.String).ne_missing(at.most))
