"""False alarms of volume and freshness on real days, shuffled within their weekdays: the family's share of the budget.

A budget of one event a month leaves the family `checks` 0.2. Holidays stay at
their dates, for they are no chance.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl
import pytest

from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.series import judge_scalar
from gnomon.profiles.windows import Window

DATA = Path(__file__).parents[3] / "data"
REFERENCE, ORDERS, MONTH = 28, 10, 30.4
ALPHA = 1 / MONTH * 0.2 / 2  # of each of two series
FEASTS = [(1, 1), (1, 21), (2, 18), (5, 27), (7, 4), (9, 2), (10, 14), (11, 11), (11, 28), (11, 29), (12, 24), (12, 25)]
CALENDARS = {"flights": [date(2013, *day) for day in FEASTS], "bikes": []}
ZONES = {"flights": "America/New_York", "bikes": "UTC"}


@cache
def daily(name: str) -> tuple[list[datetime], np.ndarray, np.ndarray]:
    """Days as their clock shows them, their rows, and the age of the newest at their end."""
    times = pl.read_parquet(DATA / f"{name}.parquet", columns=["ts"])["ts"].cast(pl.Datetime("us"))
    local = times.dt.replace_time_zone("UTC").dt.convert_time_zone(ZONES[name]).dt.replace_time_zone(None)
    found = local.to_frame().group_by(pl.col("ts").dt.truncate("1d").alias("day")).agg(pl.len(), pl.col("ts").max())
    found = found.sort("day")
    ages = (found["day"] + timedelta(days=1) - found["ts"]).dt.total_seconds()
    starts = [day.replace(tzinfo=UTC) for day in found["day"].to_list()]
    return starts, found["len"].to_numpy().astype(float), ages.to_numpy().astype(float)


def events_per_month(name: str, kind: Literal["volume", "freshness"]) -> float:
    starts, rows, ages = daily(name)
    values = rows if kind == "volume" else ages
    feasts = CALENDARS[name]
    windows = [Window(start, start + timedelta(days=1)) for start in starts]
    weekday = np.array([-1 if start.date() in feasts else start.weekday() for start in starts])
    events = judged = 0
    for seed in range(ORDERS):
        rng, order = np.random.default_rng(seed), np.arange(len(values))
        for day in range(7):
            order[weekday == day] = rng.permutation(order[weekday == day])
        mixed = values[order]
        reference = Points.of(windows[:REFERENCE], mixed[:REFERENCE])
        current = Points.of(windows[REFERENCE:], mixed[REFERENCE:])
        fires = [one.fires for one in judge_scalar(kind, reference, current, alpha=ALPHA, calendar=feasts)]
        events += sum(now and not before for before, now in zip([False, *fires], fires, strict=False))
        judged += len(fires)
    return events / judged * MONTH


@pytest.mark.parametrize("name", ["flights", "bikes"])
def test_real_days_in_random_order_keep_to_the_budget(name: str) -> None:
    volume, freshness = (events_per_month(name, kind) for kind in ("volume", "freshness"))
    assert freshness == 0
    assert volume <= 0.25  # 0.19 and 0.08 over twenty orders; shopping days after a holiday are no holidays


def test_the_days_of_thanksgiving_and_independence_are_told_without_a_calendar() -> None:
    starts, rows, _ = daily("flights")
    windows = [Window(start, start + timedelta(days=1)) for start in starts]
    reference = Points.of(windows[:REFERENCE], rows[:REFERENCE])
    found = judge_scalar("volume", reference, Points.of(windows[REFERENCE:], rows[REFERENCE:]), alpha=ALPHA)
    assert [one.window.name for one in found if one.fires and one.window] == [
        "4 Jul",
        "28 Nov",
        "29 Nov",
        "30 Nov",
        "25 Dec",
    ]
