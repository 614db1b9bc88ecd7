"""Windows neither overlap nor leave a gap, whatever the clocks of the world do."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.rows import few

from gnomon.profiles import clock
from gnomon.profiles.windows import Every

SPRING, AUTUMN = datetime(2013, 3, 9, tzinfo=UTC), datetime(2013, 11, 2, tzinfo=UTC)
EVERY_TEN = [start + timedelta(minutes=10 * i) for start in (SPRING, AUTUMN) for i in range(6 * 24 * 4)]


def minutes(n: int) -> Callable[[datetime], Hashable]:
    return lambda t: (t.date(), t.hour, t.minute // n, t.utcoffset())


KEYS: dict[str, Callable[[datetime], Hashable]] = {
    "15m": minutes(15),
    "30m": minutes(30),
    "1h": lambda t: (t.date(), t.hour, t.utcoffset()),
    "2h": lambda t: (t.date(), t.hour // 2),
    "6h": lambda t: (t.date(), t.hour // 6),
    "12h": lambda t: (t.date(), t.hour // 12),
    "1d": lambda t: t.date(),
    "3d": lambda t: (t.date() - date(1970, 1, 1)).days // 3,
    "1w": lambda t: t.isocalendar()[:2],
    "1mo": lambda t: (t.year, t.month),
}
"""Which window a moment on a local clock is in, by plain Python."""

ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney"]
ODD_ZONES = [
    ("America/Havana", datetime(2013, 3, 9, tzinfo=UTC)),  # midnight is skipped
    ("America/Havana", datetime(2013, 11, 2, tzinfo=UTC)),  # midnight comes twice
    ("America/Sao_Paulo", datetime(2013, 10, 19, tzinfo=UTC)),  # midnight is skipped
    ("America/Sao_Paulo", datetime(2013, 2, 16, tzinfo=UTC)),  # 23:00 comes twice
    ("America/St_Johns", datetime(2010, 11, 6, tzinfo=UTC)),  # a minute past midnight it is yesterday again
    ("Australia/Lord_Howe", datetime(2013, 4, 6, tzinfo=UTC)),  # half an hour comes twice
    ("Australia/Lord_Howe", datetime(2013, 10, 5, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 29, tzinfo=UTC)),  # a whole day is skipped
    ("Asia/Pyongyang", datetime(2015, 8, 14, tzinfo=UTC)),
    ("Africa/Casablanca", datetime(2013, 7, 6, tzinfo=UTC)),
]


def series(times: list[datetime]) -> pl.Series:
    return pl.Series(times, dtype=clock.MOMENT)


def windows(times: list[datetime], every: str, zone: str) -> list[tuple[datetime, datetime]]:
    starts = clock.starts(series(times), Every.parse(every), zone).to_list()
    return list(zip(starts, clock.ends(starts, Every.parse(every), zone), strict=True))


@pytest.mark.parametrize("every", KEYS)
@pytest.mark.parametrize("zone", ZONES)
def test_moments_are_in_one_window_when_the_local_clock_says_so(every: str, zone: str) -> None:
    found = windows(EVERY_TEN, every, zone)
    local = [KEYS[every](time.astimezone(ZoneInfo(zone))) for time in EVERY_TEN]
    # One window for each key, and one key for each window.
    assert len(set(found)) == len(set(local)) == len(set(zip(found, local, strict=True)))
    assert all(start <= time < end for time, (start, end) in zip(EVERY_TEN, found, strict=True))


@pytest.mark.parametrize("every", [*KEYS, "7m", "7h", "90m", "5d", "2w"])
@pytest.mark.parametrize(("zone", "start"), ODD_ZONES)
def test_windows_are_half_open_and_follow_each_other_without_a_gap(every: str, zone: str, start: datetime) -> None:
    times = [start + timedelta(minutes=5 * i) for i in range(12 * 24 * 3)]
    found = windows(times, every, zone)
    assert all(begin <= time < end for time, (begin, end) in zip(times, found, strict=True))
    ordered = sorted(set(found))
    assert all(a[1] == b[0] for a, b in pairwise(ordered))


@pytest.mark.parametrize("every", ["15m", "6h", "1d", "1mo"])
@pytest.mark.parametrize(("zone", "start"), ODD_ZONES)
@few
@given(data=st.data())
def test_a_window_does_not_depend_on_the_moments_beside_it(
    every: str, zone: str, start: datetime, data: st.DataObject
) -> None:
    times = data.draw(
        st.lists(st.integers(0, 72 * 60).map(lambda m: start + timedelta(minutes=m)), min_size=1, max_size=4)
    )
    assert windows(times, every, zone) == [windows([time], every, zone)[0] for time in times]


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 10, 23), (11, 3, 25), (11, 4, 24)])
def test_local_days_have_23_and_25_hours(month: int, day: int, hours: int) -> None:
    (found,) = windows([datetime(2013, month, day, 12, tzinfo=UTC)], "1d", "America/New_York")
    assert found[1] - found[0] == timedelta(hours=hours)
    local = found[0].astimezone(ZoneInfo("America/New_York"))
    assert (local.hour, local.minute) == (0, 0)


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    (week,), (month,) = (windows([datetime(2013, 12, 31, 12, tzinfo=UTC)], every, "UTC") for every in ("1w", "1mo"))
    assert week == (datetime(2013, 12, 30, tzinfo=UTC), datetime(2014, 1, 6, tzinfo=UTC))
    assert month == (datetime(2013, 12, 1, tzinfo=UTC), datetime(2014, 1, 1, tzinfo=UTC))


def test_windows_before_1970_are_cut_alike() -> None:
    moment = datetime(1969, 12, 31, 23, 50, tzinfo=UTC)
    for every, start in (("15m", moment.replace(minute=45)), ("6h", moment.replace(hour=18, minute=0))):
        assert windows([moment], every, "UTC")[0][0] == start


def test_no_moment_is_in_no_window() -> None:
    for every in ("15m", "1d"):
        assert clock.starts(series([]), Every.parse(every), "UTC").to_list() == []
        assert clock.ends([], Every.parse(every), "UTC") == []


@pytest.mark.parametrize("year", [1000, 8999])
@pytest.mark.parametrize("every", ["1m", "1h", "1d", "1w", "120mo"])
def test_the_first_and_last_years_have_windows(year: int, every: str) -> None:
    moment = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    for zone in ("UTC", "America/New_York", "Pacific/Apia"):
        ((start, end),) = windows([moment], every, zone)
        assert start <= moment < end


@pytest.mark.parametrize("minute", [0, 15, 59])
def test_what_a_clock_skips_is_the_moment_when_it_skips(minute: int) -> None:
    found = clock.first_moment(datetime(2013, 3, 10, 2, minute), ZoneInfo("America/New_York"))  # noqa: DTZ001
    assert found == datetime(2013, 3, 10, 7, tzinfo=UTC)


def test_what_a_clock_shows_twice_is_the_first_of_both_moments() -> None:
    found = clock.first_moment(datetime(2013, 11, 3, 1, 30), ZoneInfo("America/New_York"))  # noqa: DTZ001
    assert found == datetime(2013, 11, 3, 5, 30, tzinfo=UTC)
