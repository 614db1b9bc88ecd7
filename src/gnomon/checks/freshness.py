"""Freshness: how old the newest event is at the end of each window, and at a time when no window came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from gnomon.checks import freshness_words
from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.series import judge_scalar
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


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


def open_ages(windows: Sequence[Window], newest: Sequence[datetime | None], closed: Flags) -> tuple[Points, Floats]:
    """The same without the windows since the newest event in which no rows are usual, and what that leaves out.

    Args:
        windows: In order of time, those without rows among them.
        newest: The newest event of each; None in a window without rows.
        closed: `(n,)` whether no rows are usual.

    Returns:
        Ages, and the seconds that each leaves out.

    Example:
        >>> from datetime import UTC, timedelta
        >>> days = [datetime(2013, 1, day, tzinfo=UTC) for day in (4, 5, 6)]
        >>> windows = [Window(days[0], days[1]), Window(days[1], days[2])]
        >>> points, apart = open_ages(windows, [datetime(2013, 1, 4, 18, tzinfo=UTC), None], np.array([False, True]))
        >>> points.values.tolist(), apart.tolist()
        ([21600.0, 21600.0], [0.0, 86400.0])
    """
    whole, apart, so_far = ages(windows, newest), np.zeros(len(windows)), 0.0
    for i, (window, event) in enumerate(zip(windows, newest, strict=True)):
        so_far = so_far + (window.end - window.start).total_seconds() * closed[i] if event is None else 0.0
        apart[i] = so_far
    return Points.of(windows, np.maximum(whole.values - apart, 0)), apart


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
