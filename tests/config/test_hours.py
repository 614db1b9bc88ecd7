"""Hours of the week: which moments lie in them, and what is none."""

from __future__ import annotations

from datetime import datetime

import pytest

from gnomon.config.hours import Hours, numbers, time_of_day, weekdays
from gnomon.errors import UsageError

OFFICE = Hours(days="mon-fri", from_="08:00", to="18:00", tz="Europe/Berlin")
NIGHT = Hours(days="sat", from_="22:00", to="06:00")


@pytest.mark.parametrize(
    ("hours", "at", "inside"),
    [
        (OFFICE, "2026-03-02T07:00Z", True),
        (OFFICE, "2026-03-02T06:59Z", False),
        (OFFICE, "2026-03-02T17:00Z", False),
        (OFFICE, "2026-07-06T06:00Z", True),  # summer time
        (OFFICE, "2026-03-01T12:00Z", False),
        (NIGHT, "2026-02-28T23:00Z", True),
        (NIGHT, "2026-03-01T05:59Z", True),  # of Saturday's night
        (NIGHT, "2026-03-01T06:00Z", False),
        (NIGHT, "2026-03-01T23:00Z", False),
        (NIGHT, "2026-02-28T05:00Z", False),
        (Hours(days="sun"), "2026-03-01T23:59Z", True),
        (Hours(days="sun"), "2026-03-02T00:00Z", False),
        (Hours(), "2026-03-02T00:00Z", True),
    ],
)
def test_hours_cover_what_people_mean(hours: Hours, at: str, inside: bool) -> None:
    assert hours.cover(datetime.fromisoformat(at)) is inside


def test_days_may_be_lists_and_go_over_the_end_of_the_week() -> None:
    assert numbers("sat-mon,wed") == {5, 6, 0, 2}
    assert numbers(weekdays("Mon - Fri")) == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("value", ["", "monday", "mon-", "mon-fri-sun", 3, None])
def test_what_are_no_days_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match="no days of the week"):
        weekdays(value)


@pytest.mark.parametrize("value", ["8", "25:00", "08:60", 480, None, "24:01"])
def test_what_is_no_time_of_the_day_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match="no time of the day"):
        time_of_day(value)


@pytest.mark.parametrize(
    ("hours", "start", "end", "is_met"),
    [
        (OFFICE, "2026-03-02T00:00Z", "2026-03-03T00:00Z", True),
        (OFFICE, "2026-02-28T00:00Z", "2026-03-02T00:00Z", False),
        (OFFICE, "2026-02-28T00:00Z", "2026-03-02T07:00Z", False),  # eight in Berlin is when it ends
        (OFFICE, "2026-02-28T00:00Z", "2026-03-02T07:01Z", True),
        (NIGHT, "2026-03-02T06:00Z", "2026-03-06T00:00Z", False),
        (NIGHT, "2026-02-28T07:00Z", "2026-03-28T00:00Z", True),  # longer than a week
        (NIGHT, "2026-03-01T05:00Z", "2026-03-01T07:00Z", True),  # it began the day before
    ],
)
def test_hours_meet_a_stretch_that_has_a_moment_of_them(hours: Hours, start: str, end: str, is_met: bool) -> None:
    assert hours.meet(datetime.fromisoformat(start), datetime.fromisoformat(end)) is is_met
