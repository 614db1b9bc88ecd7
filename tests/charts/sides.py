"""Small summaries, series and verdicts for tests of charts and reports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from gnomon.checks.verdict import Status, WindowVerdict
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.volume import RowsSummary
from gnomon.profiles.windows import Window
from gnomon.sketches.categories import Categories

START = datetime(2013, 1, 1, tzinfo=UTC)


def numbers(*values: float, nulls: int = 0) -> NumberSummary:
    return NumberSummary.of(np.array(values, np.float64), nulls)


def normal(mean: float, n: int = 4000, seed: int = 0, nulls: int = 0) -> NumberSummary:
    return NumberSummary.of(np.random.default_rng(seed).normal(mean, 1, n), nulls)


def names(**counts: int) -> CategorySummary:
    return CategorySummary(categories=Categories.of(list(counts), list(counts.values())))


def day(i: int) -> Window:
    return Window(START + timedelta(days=i), START + timedelta(days=i + 1))


def days(means: list[float | None], column: str = "x") -> ProfileSeries:
    """A series with a day for each mean; None leaves the day out."""
    kept = [(i, mean) for i, mean in enumerate(means) if mean is not None]
    made = tuple(Profile(RowsSummary(count=110), {column: normal(mean, 100, i, nulls=10)}) for i, mean in kept)
    return ProfileSeries("1d", "UTC", tuple(day(i) for i, _ in kept), made)


def verdicts(series: ProfileSeries, statuses: dict[int, Status] | None = None) -> tuple[WindowVerdict, ...]:
    """A verdict for each window, `ok` unless said otherwise."""
    found = statuses or {}
    return tuple(
        WindowVerdict(window, found.get(i, "ok"), f"*x* in {window.name}", 0.1 * i, 0.3, 110, 10 / 110)
        for i, window in enumerate(series.windows)
    )
