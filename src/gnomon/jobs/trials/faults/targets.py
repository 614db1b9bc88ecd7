"""Targets that change places among the rows of a window."""

from __future__ import annotations

import numpy as np
import polars as pl

from gnomon.jobs.trials.faults.fault import Injection


def dealt_anew(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A share of the known targets, dealt out anew among their rows: as many of each value, but not where they belong.

    Args:
        rows: Of a window, with their targets.
        at: The share is its size.
    """
    target = at.outcome.target if at.outcome is not None else None
    if target is None or target not in rows.columns:
        return rows
    known = np.flatnonzero(rows[target].is_not_null().to_numpy())
    drawn = np.sort(known[at.draw.random(len(known)) < at.size])
    order = np.arange(rows.height)
    order[drawn] = at.draw.permutation(drawn)
    return rows.with_columns(rows[target][order])
