"""Times are numbers that are shown as times."""

from __future__ import annotations

import math
from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.profiles.number import NumberSummary
from gnomon.profiles.time import EPOCH, TimeSummary, to_time

TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(lambda t: t.replace(tzinfo=UTC))  # noqa: DTZ001


def summarised(micros: list[int], nulls: int = 0) -> TimeSummary:
    return TimeSummary(NumberSummary.of(np.array(micros, np.float64), nulls))


def micros(times: list[datetime]) -> list[int]:
    return [(time - EPOCH) // timedelta(microseconds=1) for time in times]


@given(st.lists(TIMES, min_size=1, max_size=20), st.integers(0, 3))
def test_the_figures_of_times_are_times(times: list[datetime], nulls: int) -> None:
    made, ordered = summarised(micros(times), nulls), sorted(times)
    assert (made.min, made.max) == (ordered[0], ordered[-1])
    assert made.quantile(0.5) == ordered[math.ceil(len(times) / 2) - 1]
    assert made.mean is not None
    assert ordered[0] <= made.mean <= ordered[-1]
    assert (made.rows, made.count, made.missing, made.nulls) == (len(times) + nulls, len(times), nulls, nulls)
    assert made.distinct == len(set(times))
    assert dict(made.top(100)) == Counter(times)


def test_nothing_has_no_time() -> None:
    empty = TimeSummary()
    assert (empty.min, empty.max, empty.mean, empty.quantile(0.5), empty.top()) == (None, None, None, None, [])


@pytest.mark.parametrize("value", [math.nan, 1e21, -1e21, 1e300, math.inf, -math.inf])
def test_a_moment_that_no_calendar_holds_is_none(value: float) -> None:
    assert to_time(value) is None


def test_times_add_and_subtract_as_numbers_do() -> None:
    a, b = summarised([0, 5]), summarised([7], 1)
    assert ((a + b) - b).values.total == a.values.total
    assert (a + b).max == to_time(7.0)
