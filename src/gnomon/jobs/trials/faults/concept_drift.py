"""A world in which the score says less."""

from __future__ import annotations

import polars as pl

from gnomon.jobs.trials.faults.fault import Injection, fault
from gnomon.jobs.trials.faults.targets import dealt_anew


@fault(touches="targets", needs="target", told_by=("performance",), sizes={"": 1.0})
def concept_drift(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
    """Targets have nothing to do with the score any more."""
    return dealt_anew(rows, at)
