"""A reference of days and the days after it, as an entity that is watched has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import numpy as np
from tests.checks.tables import FIRST, series

from gnomon.checks.chances import Chances, chances
from gnomon.checks.learned import Learned, learn
from gnomon.checks.settings import Settings
from gnomon.profiles.series import ProfileSeries

Columns = Callable[[int, np.random.Generator], Mapping[str, Any]]

ALPHA = 1 / 30
REFERENCE = 28


def usual(n: int = 2000) -> Columns:
    """A number, a name and a column with nulls, the same every day."""

    def made(_: int, rng: np.random.Generator) -> Mapping[str, Any]:
        names = rng.choice(["JFK", "LGA", "EWR"], n, p=[0.5, 0.3, 0.2]).tolist()
        return {"x": rng.normal(0, 1, n), "to": names, "gap": np.where(rng.random(n) < 0.02, None, 1.5).tolist()}

    return made


def after(days: int, columns: Columns, seed: int = 1) -> ProfileSeries:
    """Days that follow the reference."""
    return series(days, columns, seed=seed, first=FIRST + timedelta(days=REFERENCE))


def before(columns: Columns | None = None) -> ProfileSeries:
    """The reference's days."""
    return series(REFERENCE, columns or usual())


def judged(learned: Learned, days: ProfileSeries, **settings: float) -> Chances:
    """The chances of some days."""
    tallies = [learned.tally(profile) for profile in days.profiles]
    return chances(learned, days.windows, tallies, settings=Settings(alpha=ALPHA, **settings))


def changed(**columns: Callable[[int, np.random.Generator], Any]) -> Columns:
    """As usual, but for some columns."""
    plain = usual()
    return lambda i, rng: {**plain(i, rng), **{name: make(i, rng) for name, make in columns.items()}}


def learned() -> Learned:
    """What the usual days teach."""
    return learn(before())
