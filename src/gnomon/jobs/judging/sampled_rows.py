"""How many rows a window had before a client sampled them, so that less sampling is no news of volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from gnomon.alerts.verdict import Verdict
from gnomon.checks.scalar.points import Points
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.measure import ESTIMATED_ROWS, ROWS
from gnomon.profiles.windows import Window

Estimates = Mapping[datetime, float]
"""Estimated rows by the start of a window; windows that are whole are not in it."""


def estimates(scene: Scene) -> Estimates:
    """What is estimated of windows of which a client sent a sample."""
    if not scene.entity.source.live:
        return {}
    found = scene.history.measured(ROWS, ESTIMATED_ROWS, scene.windows[-1].end)
    return {window.start: value for window, value in found}


def points(windows: Sequence[Window], rows: Mapping[datetime, int], estimated: Estimates) -> Points:
    """The rows of windows, estimated where they are a sample, with the variance that sampling adds.

    Args:
        windows: In order of time.
        rows: Rows that there are, by the start of a window.
        estimated: What some of them stand for.

    Example:
        >>> from datetime import UTC
        >>> days = [datetime(2013, 1, day, tzinfo=UTC) for day in (1, 2, 3)]
        >>> windows = [Window(days[0], days[1]), Window(days[1], days[2])]
        >>> found = points(windows, {days[0]: 100, days[1]: 10}, {days[1]: 100.0})
        >>> found.values.tolist(), found.noise.tolist()
        ([100.0, 100.0], [0.0, 900.0])
    """
    kept = np.array([rows.get(window.start, 0) for window in windows], np.float64)
    whole = np.array([estimated.get(window.start, np.nan) for window in windows])
    is_sample = np.isfinite(whole) & (kept > 0)
    values = np.where(is_sample, whole, kept)
    # As if all rows of the window were kept at one rate.
    variance = np.where(is_sample, values * (values / np.maximum(kept, 1) - 1), 0)
    return Points.of(windows, values, variance=variance)


def told(scene: Scene, rows: Mapping[datetime, int], estimated: Estimates, found: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts of a scene's windows, with what their rows are a sample of said."""
    said = []
    for window, verdict in zip(scene.windows, found, strict=True):
        kept, whole = rows.get(window.start, 0), estimated.get(window.start)
        if kept and whole and whole > kept:
            words = f"Rows are estimated: {kept:,} came, of a sample of {100 * kept / whole:.2g} %."
            said.append(replace(verdict, reason=f"{verdict.reason} {words}"))
        else:
            said.append(verdict)
    return said
