"""Columns that are fields of the calendar are known by their windows, whatever clock and code they use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from tests.checks.tables import column_of

import gnomon as gn
from gnomon.checks.calendar_column import field_of
from gnomon.checks.judge import judge
from gnomon.checks.learned import learn
from gnomon.profiles.series import ProfileSeries

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2013, 2, 4, tzinfo=UTC)


def rows(value: Callable[[datetime], object], hours: int = 24 * 60, start: datetime = START) -> pl.DataFrame:
    times = [start + timedelta(minutes=20 * i) for i in range(3 * hours)]
    return pl.DataFrame({"ts": times, "c": [value(time) for time in times]})


def series(frame: pl.DataFrame, every: str = "1d", name: str = "c") -> ProfileSeries:
    return gn.profile_series(frame.rename({"c": name}), every=every, timestamp="ts")


def found(frame: pl.DataFrame, every: str = "1d", name: str = "c") -> str:
    made = series(frame, every, name)
    return field_of(name, made.windows, [profile[name] for profile in made.profiles])


@pytest.mark.parametrize(
    ("value", "every", "field"),
    [
        (lambda t: t.isoweekday(), "1d", "weekday"),
        (lambda t: t.weekday(), "1d", "weekday"),
        (lambda t: t.isoweekday() % 7, "1d", "weekday"),
        (lambda t: t.isoweekday() % 7 + 1, "1d", "weekday"),
        (lambda t: f"{t:%a}", "1d", "weekday"),
        (lambda t: f"{t:%A} ", "1d", "weekday"),
        (lambda t: t.astimezone(NEW_YORK).isoweekday(), "1d", "weekday"),
        (lambda t: t.hour, "1h", "hour"),
        (lambda t: t.astimezone(NEW_YORK).hour, "1h", "hour"),
        (lambda t: t.day, "1d", "day of the month"),
        (lambda t: t.timetuple().tm_yday, "1d", "day of the year"),
        (lambda t: t.isocalendar().week, "1d", "week"),
        (lambda t: t.month, "1d", "month"),
        (lambda t: f"{t:%B}", "1w", "month"),
    ],
    ids=[
        "iso weekdays",
        "weekdays from 0",
        "Sunday is 0",
        "Sunday is 1",
        "short names",
        "long names",
        "weekdays in New York",
        "hours",
        "hours in New York",
        "days of the month",
        "days of the year",
        "weeks",
        "months",
        "names of months",
    ],
)
def test_a_field_is_known_in_every_code_and_zone(value: Callable[[datetime], object], every: str, field: str) -> None:
    assert found(rows(value), every) == field


@pytest.mark.parametrize(
    "value",
    [
        lambda t: t.hour,  # every day has all of them: nothing to learn from days
        lambda t: (t.timetuple().tm_yday * 7) % 11,
        lambda t: 3.5,
        lambda t: "a" if t.day % 2 else "b",
        lambda t: t.month * 10,
        lambda _: None,
        lambda t: t.day > 15,
    ],
    ids=["every hour", "mixed", "one number", "two names", "tens", "nothing", "flag"],
)
def test_what_only_looks_like_one_is_none(value: Callable[[datetime], object]) -> None:
    assert found(rows(value)) == ""


def test_a_single_value_needs_the_columns_name() -> None:
    january = rows(lambda t: t.month, start=datetime(2013, 1, 2, tzinfo=UTC), hours=24 * 28)
    assert [found(january, name=name) for name in ("c", "mnth", "flightMonth", "sched_month", "version")] == [
        "", "month", "month", "month", "",
    ]  # fmt: skip
    assert found(rows(lambda t: t.year), name="yr") == "year"
    assert found(rows(lambda t: (t.month + 2) // 3), name="quarter") == "quarter"
    assert found(rows(lambda t: t.month + 1), name="month") == ""


def test_one_window_that_differs_tells_that_it_is_none() -> None:
    broken = rows(lambda t: 5 if t.date() == START.date() + timedelta(days=9) else t.isoweekday())
    assert found(broken) == ""


def test_a_field_is_shown_and_not_tested(rng: np.random.Generator) -> None:
    frame = rows(lambda t: t.month).with_columns(x=pl.Series(rng.normal(size=3 * 24 * 60)))
    made = series(frame, name="month")
    before = ProfileSeries("1d", "UTC", made.windows[:24], made.profiles[:24])
    after = ProfileSeries("1d", "UTC", made.windows[24:], made.profiles[24:])
    result = column_of(judge(before, after), "month")
    assert (result.status, result.reason) == (
        "ok", "Values are not tested (the month of the rows' own time); missing values are, and did not change.",
    )  # fmt: skip


def test_who_asks_has_it_tested() -> None:
    made = series(rows(lambda t: t.month), name="month")
    quiet, asked = learn(made), learn(made, asked=["month"])
    assert (quiet.sides[0].untested, asked.sides[0].untested) == ("the month of the rows' own time", "")
    assert quiet.digest != asked.digest
