"""Seasons of a series, and its holidays."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from tests.checks.days import days

from gnomon.checks.scalar import cells

WEEK = np.array([900.0, 910, 905, 915, 920, 500, 300])
SUNDAYS = [6, 13, 20, 27]


def weekly(weeks: int = 4) -> np.ndarray:
    return np.tile(WEEK, weeks) + np.random.default_rng(0).normal(0, 5, 7 * weeks)


def test_weekdays_are_a_season_where_they_differ_and_none_where_they_do_not() -> None:
    reference, now = days(28), days(7, 28)
    found = cells.layout(reference, now, weekly(), np.ones(28))
    assert (found.count, found.current.tolist()) == (7, list(range(7)))
    flat = cells.layout(reference, now, np.random.default_rng(1).normal(0, 1, 28), np.ones(28))
    assert (flat.count, set(flat.current.tolist())) == (1, {0})


def test_two_weeks_less_a_day_have_no_season() -> None:
    assert cells.layout(days(13), days(1, 13), np.tile(WEEK, 2)[:13], np.ones(13)).count == 1


def test_a_holiday_that_was_seen_once_teaches_nothing_and_may_be_as_a_sunday() -> None:
    reference, now = days(28), days(7, 28)
    feasts = [reference[2].start.date(), now[1].start.date()]
    found = cells.layout(reference, now, weekly(), np.ones(28), feasts)
    assert found.reference[2] == -1
    assert (found.current[1], found.other[1]) == (1, 6)
    assert found.other[0] == found.current[0]


def test_holidays_that_were_seen_twice_are_a_cell_of_their_own() -> None:
    reference, now = days(35), days(7, 35)
    feasts = [window.start.date() for window in (reference[2], reference[10], now[1])]
    found = cells.layout(reference, now, weekly(5), np.ones(35), feasts)
    assert found.count == 8
    assert found.reference[[2, 10]].tolist() == [7, 7]
    assert (found.current[1], found.other[1]) == (7, 7)


def test_a_holiday_says_nothing_of_windows_longer_than_a_day() -> None:
    weeks = days(20, length=timedelta(days=7))
    found = cells.layout(weeks[:18], weeks[18:], np.arange(18.0), np.ones(18), [weeks[3].start.date()])
    assert found.reference[3] == 0


def test_a_weekday_that_the_reference_lacks_is_no_cell() -> None:
    kept = [i for i in range(28) if i % 7 != 5]
    reference = [days(28)[i] for i in kept]
    found = cells.layout(reference, days(7, 28), weekly()[kept], np.ones(len(kept)))
    assert found.current[5] == -1
