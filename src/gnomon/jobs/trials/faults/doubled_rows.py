"""A campaign, a launch, a new customer."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault


@fault(touches="rows", needs="sibling", told_by=("volume",), is_friend=True)
def doubled_rows(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """The rows of the same weekday a week apart come as well, so the mix is usual: only the volume may be told."""
    return rows if at.sibling is None else pl.concat([rows, at.sibling], how="vertical_relaxed")
