"""Which windows are over: without gaps, whatever the clock of their zone does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.jobs import calendar
from gnomon.profiles import clock
from gnomon.profiles.windows import Every

ZONES = ("UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
LENGTHS = ("15m", "1h", "6h", "1d", "3d", "1w", "1mo")
MOMENTS = st.integers(0, 700 * 24 * 60).map(lambda m: datetime(2013, 1, 1, tzinfo=UTC) + timedelta(minutes=m))


@given(MOMENTS, st.sampled_from(LENGTHS), st.sampled_from(ZONES))
def test_a_moment_lies_in_its_window(moment: datetime, every: str, zone: str) -> None:
    window = calendar.window_of(moment, every, zone)
    assert window.start <= moment < window.end


@given(MOMENTS, st.integers(1, 60), st.sampled_from(LENGTHS), st.sampled_from(ZONES))
def test_windows_follow_each_other_as_the_slicer_cuts_them(first: datetime, days: int, every: str, zone: str) -> None:
    start, until = calendar.window_of(first, every, zone).start, first + timedelta(days=days)
    found = calendar.windows(start, until, every, zone)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert [window.end for window in found] == clock.ends([window.start for window in found], Every.parse(every), zone)
    assert all(window.end <= until for window in found)
    after = calendar.window_of(found[-1].end if found else start, every, zone)
    assert after.end > until


@pytest.mark.parametrize(("lateness", "count"), [(0, 3), (1, 2), (49, 0)])
def test_a_window_is_closed_when_late_rows_are_no_longer_waited_for(lateness: int, count: int) -> None:
    first = datetime(2013, 3, 9, tzinfo=UTC)
    at = first + timedelta(days=3)
    assert len(calendar.closed(first, at, timedelta(hours=lateness), "1d", "UTC")) == count
