"""Freshness: how old the newest event is at the end of a window, or at a time when no window came."""

from __future__ import annotations

from datetime import datetime

from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.verdict import ScalarVerdict


def judge_silence(reference: Points, newest: datetime | None, now: datetime, *, alpha: float = 0.005) -> ScalarVerdict:
    """Judge the age of the newest event at `now`, when there is no window of that time."""
    raise NotImplementedError
