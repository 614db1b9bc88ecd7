"""Tests of lengths of time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.config import durations
from gnomon.config.durations import UNITS, Windows
from gnomon.errors import UsageError
from gnomon.profiles.windows import Every

LENGTHS = st.builds(lambda n, unit: n * UNITS[unit], st.integers(0, 5000), st.sampled_from(sorted(UNITS)))


@given(LENGTHS)
def test_a_duration_is_written_as_it_is_read(length: timedelta) -> None:
    assert durations.duration(durations.written(length)) == length


@given(st.integers(1, 9999))
def test_windows_are_written_as_they_are_read(n: int) -> None:
    assert durations.span(durations.written(Windows(n))) == Windows(n)


@pytest.mark.parametrize(
    "value", ["", "5", "2 hours", "1:30", "-2h", "1.5h", 2, True, None, [], timedelta(-1), "9999999h"]
)
def test_what_is_no_duration_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match=r"is not a duration. Write 15m, 2h, 1d or 1w\."):
        durations.duration(value)


def test_a_duration_of_centuries_is_refused() -> None:
    with pytest.raises(UsageError, match="longer than a hundred years"):
        durations.duration("999999w")


@pytest.mark.parametrize("value", [1, None, True, "1x", "0d", "1 d", "1.5h"])
def test_what_is_no_window_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match=r"is not a duration. Write 15m, 1h, 1d, 1w or 1mo\."):
        durations.every(value)


def test_two_windows_in_succession_are_less_than_a_window_apart() -> None:
    hour = Every(1, "h")
    assert durations.pending(Windows(1), hour) == timedelta(0)
    assert durations.pending(Windows(2), hour) < hour.length
    assert durations.holding(Windows(1), hour) < hour.length
    assert (
        durations.pending(timedelta(hours=3), hour) == durations.holding(timedelta(hours=3), hour) == timedelta(hours=3)
    )
