"""Freshness: how old the newest event is at the end of each window, and at a time when no window came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from gnomon.checks import freshness_words
from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.series import judge_scalar
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.profiles.windows import Window


def ages(windows: Sequence[Window], newest: Sequence[datetime | None]) -> Points:
    """The age of the newest event known at each window's end, in seconds.

    Args:
        windows: In order of time, those without rows among them.
        newest: The newest event of each; None in a window without rows, which then keeps that of the one before.

    Returns:
        NaN before the first event.

    Example:
        >>> from datetime import UTC, timedelta
        >>> days = [datetime(2013, 1, day, tzinfo=UTC) for day in (1, 2, 3)]
        >>> windows = [Window(days[0], days[1]), Window(days[1], days[2])]
        >>> ages(windows, [datetime(2013, 1, 1, 22, tzinfo=UTC), None]).values.tolist()
        [7200.0, 93600.0]
    """
    found, latest = [], None
    for window, event in zip(windows, newest, strict=True):
        latest = event if latest is None or (event is not None and event > latest) else latest
        found.append(np.nan if latest is None else max((window.end - latest).total_seconds(), 0.0))
    return Points.of(windows, found)


def judge_silence(reference: Points, newest: datetime | None, at: Window, *, alpha: float = 0.005) -> ScalarVerdict:
    """Judge the age of the newest event at the end of a stretch from which no row came at all.

    Args:
        reference: Ages at the ends of the reference's windows, as `ages` gives them.
        newest: The newest event that there is; None when there never was one.
        at: The window that is due, or the stretch up to now; it ends at the moment of asking.
        alpha: Chance of a false alarm.
    """
    if newest is None:
        return ScalarVerdict("no_data", freshness_words.NEVER, window=at, is_calm=False)
    age = max((at.end - newest).total_seconds(), 0.0)
    verdict = judge_scalar("freshness", reference, Points.of([at], [age]), alpha=alpha)[0]
    if verdict.status != "violation" or verdict.expected is None:
        return verdict
    return replace(verdict, reason=freshness_words.silent(age, verdict.expected, newest, at.zone))
