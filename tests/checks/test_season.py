"""Seasons: which windows are alike by the calendar, and whether that explains a column."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from tests.checks.tables import DAY, FIRST, column_of, series, windows

from gnomon.checks import season
from gnomon.checks.judge import judge
from gnomon.profiles.windows import Window

HOUR = timedelta(hours=1)


def test_days_may_have_a_week_and_hours_a_day_too() -> None:
    assert list(season.calendar(windows(21), windows(2)).reference) == ["none", "day of week"]
    hours = season.calendar(windows(24 * 21, HOUR), windows(2, HOUR))
    assert list(hours.reference) == ["none", "day of week", "hour", "hour and weekend"]
    assert list(season.calendar(windows(30, 7 * DAY), windows(2, 7 * DAY)).reference) == ["none"]


def test_a_season_needs_three_windows_of_each_of_its_cells() -> None:
    assert list(season.calendar(windows(20), windows(1)).reference) == ["none"]
    assert season.calendar(windows(21), windows(7)).current["day of week"].tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_a_cell_that_the_reference_lacks_is_known_to_be_unknown() -> None:
    but_sundays = [window for window in windows(28) if window.start.weekday() != 6]
    assert season.calendar(but_sundays, windows(7)).current["day of week"].tolist() == [0, 1, 2, 3, 4, 5, -1]


def test_windows_of_another_length_have_no_place_in_a_season() -> None:
    found = season.calendar(windows(24 * 21, HOUR), windows(2))
    assert found.current["hour"].tolist() == [-1, -1]


def test_weekday_and_hour_are_those_of_the_zone() -> None:
    zone = "America/New_York"
    start = datetime(2013, 1, 7, tzinfo=ZoneInfo(zone))
    days = [Window(start + i * DAY, start + (i + 1) * DAY, zone) for i in range(21)]
    assert season.calendar(days, days[:2]).current["day of week"].tolist() == [0, 1]


def test_the_day_on_which_clocks_are_set_back_is_a_day_still() -> None:
    zone = ZoneInfo("America/New_York")
    starts = [datetime(2013, 10, 14, tzinfo=zone) + i * DAY for i in range(29)]
    days = [Window(a, b, "America/New_York") for a, b in pairwise(starts)]
    assert max(day.end - day.start for day in days) == timedelta(hours=25)
    assert "day of week" in season.calendar(days, days).reference


def test_a_season_is_better_only_where_it_explains_something(rng: np.random.Generator) -> None:
    cells = np.arange(70) % 7
    n, here = np.full((2, 70), 1000.0), np.array([True, True])
    a = rng.normal(0, 0.03, (2, 70)) + np.array([[0], [1]]) * cells / 10
    gains = season.gain([(a, n, here)], cells)
    assert gains[1] < 0 < gains[0]
    assert season.chosen({"day of week": gains}) == ["none", "day of week"]
    assert season.gain([(a, n, ~here)], cells).tolist() == [0, 0]


def test_the_better_of_two_seasons_is_chosen() -> None:
    assert season.chosen({"a": np.array([-1.0, -3.0, 0.0]), "b": np.array([-2.0, -1.0, 1.0])}) == ["b", "a", "none"]


def test_without_a_calendar_all_windows_are_alike() -> None:
    found = season.Calendar.without(3, 2)
    assert (found.reference["none"].tolist(), found.current["none"].tolist()) == ([0, 0, 0], [0, 0])
    assert FIRST.weekday() == 0


def test_a_weekly_season_is_no_change() -> None:
    def weekly(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(1.0 if i % 7 == 5 else 0.0, 1, 1000)}

    reference, current = series(35, weekly), series(14, weekly, seed=1, first=datetime(2013, 2, 11, tzinfo=UTC))
    assert judge(reference, current).status == "ok"
    moved = series(7, lambda i, rng: weekly(i + 5, rng), seed=1, first=datetime(2013, 2, 11, tzinfo=UTC))
    assert judge(reference, moved).status == "violation"


def test_a_weekday_that_the_reference_never_had_is_not_judged() -> None:
    def weekly(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(i % 7 / 5, 1, 1000)}

    reference = series(42, weekly, skip=tuple(range(6, 42, 7)))
    current = series(7, weekly, seed=1, first=datetime(2013, 2, 18, tzinfo=UTC))
    column = column_of(judge(reference, current), "x")
    assert column.windows[6].status == "insufficient_data"
    assert "no window of this weekday" in column.windows[6].reason


def test_hours_have_their_seasons() -> None:
    def hourly(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(np.sin(i % 24 / 24 * 2 * np.pi), 1, 300)}

    kind = {"every": "1h", "length": timedelta(hours=1)}
    reference = series(24 * 8, hourly, **kind)
    current = series(24, hourly, seed=1, first=datetime(2013, 1, 15, tzinfo=UTC), **kind)
    assert judge(reference, current).status == "ok"
