"""Small sides to judge, profiles and series of named columns; and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from gnomon.checks import numbers
from gnomon.checks.verdict import ColumnResult, Judgement
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Role, Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window

TEMPS = np.random.default_rng(1).normal(50, 10, 4000)
PORTS = np.random.default_rng(1).choice(["JFK", "LGA", "EWR", "BOS"], 4000, p=[0.4, 0.3, 0.2, 0.1]).tolist()
FIRST = datetime(2013, 1, 7, tzinfo=UTC)
DAY = timedelta(days=1)


def column_of(judgement: Judgement, name: str) -> ColumnResult:
    """The result of a column."""
    return next(column for column in judgement.columns if column.column == name)


def told(judgement: Judgement, name: str) -> str:
    """Its sentence, with ordinary spaces."""
    return numbers.plain(column_of(judgement, name).reason)


def profile(columns: Mapping[str, Any], roles: Mapping[str, Role] | None = None) -> Profile:
    """A profile of columns."""
    made = profile_frame(pl.DataFrame(columns, strict=False), Schema())
    return Profile(made.volume, made.summaries, roles or {})


def windows(count: int, every: timedelta = DAY, first: datetime = FIRST) -> tuple[Window, ...]:
    """Windows one after the other."""
    return tuple(Window(first + i * every, first + (i + 1) * every) for i in range(count))


def series(
    count: int,
    columns: Callable[[int, np.random.Generator], Mapping[str, Any]],
    *,
    seed: int = 0,
    every: str = "1d",
    length: timedelta = DAY,
    first: datetime = FIRST,
    skip: tuple[int, ...] = (),
) -> ProfileSeries:
    """A series whose windows are made by a function of their number."""
    rng = np.random.default_rng(seed)
    made = [(w, profile(columns(i, rng))) for i, w in enumerate(windows(count, length, first)) if i not in skip]
    return ProfileSeries(every, "UTC", tuple(w for w, _ in made), tuple(p for _, p in made))


def normal(n: int, mean: float = 0.0, sd: float = 1.0) -> Callable[[int, np.random.Generator], Mapping[str, Any]]:
    """One column `x` of normal numbers, the same in every window."""
    return lambda _, rng: {"x": rng.normal(mean, sd, n)}
