"""The user's own metrics: what they say of windows, and of the reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from gnomon.jobs.judging.history import History
from gnomon.jobs.references.frozen import Frozen
from gnomon.metrics.custom import Measured, ProfileMetric
from gnomon.profiles.windows import Window

Values = Mapping[datetime, Mapping[str, Measured]]
"""By the start of a window, and by metric."""


def of_windows(history: History, frozen: Frozen, metrics: Sequence[ProfileMetric], stored: Iterable[Window]) -> Values:
    """What metrics say of windows, computed of their profiles.

    Args:
        history: Where those are.
        frozen: The reference.
        metrics: Which.
        stored: Windows that have rows.
    """
    if not metrics:
        return {}
    found = {}
    for window in stored:
        profile = history.profile(window)
        found[window.start] = {one.name: one.of(profile, frozen.total) for one in metrics}
    return found


def of_reference(frozen: Frozen, metrics: Sequence[ProfileMetric]) -> Values:
    """What metrics say of the reference's own windows, each compared with all of them together."""
    return {
        window.start: {one.name: one.of(profile, frozen.total) for one in metrics} for window, profile in frozen.series
    }
