"""Targets that are recorded the wrong way round."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault
from gnomon.jobs.trials.faults.targets import dealt_anew

CLASSES = 2


@fault(touches="targets", needs="target", told_by=("performance",), sizes={"10 %": 0.1, "50 %": 0.5})
def label_swap(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """A share of the targets is the other class; of more classes, or of numbers, that of another row."""
    target = at.outcome.target if at.outcome is not None else None
    if target is None or target not in rows.columns:
        return rows
    known = rows[target].drop_nulls().unique(maintain_order=True)
    if len(known) != CLASSES:
        return dealt_anew(rows, at)
    other = pl.col(target).replace({known[0]: known[1], known[1]: known[0]})
    return rows.with_columns(pl.when(at.chosen(rows.height, at.size)).then(other).otherwise(pl.col(target)))
