"""Ticks: few, round, and written alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.charts import ticks


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(2, 8))
def test_places_are_few_and_within(low: float, width: float, most: int) -> None:
    high = low + width
    places = ticks.between(low, high, most)
    assert len(places) <= most + 1
    slack = 1e-6 * max(abs(low), abs(high), width)
    assert all(low - slack <= place <= high + slack for place in places)


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (np.nan, 1.0), (0.0, np.inf)])
def test_an_empty_stretch_has_at_most_one_place(low: float, high: float) -> None:
    assert len(ticks.between(low, high)) <= 1


@given(st.floats(1e-12, 1e12))
def test_a_step_is_the_least_round_one(width: float) -> None:
    step = ticks.step(width)
    assert width * (1 - 1e-6) <= step <= 2.5 * width * (1 + 1e-6)


def test_labels_have_one_number_of_digits() -> None:
    assert ticks.labels([0.0, 0.25, 0.5]) == ("0.00", "0.25", "0.50")
    assert ticks.labels([1e9, 2e9]) == ("1e+09", "2e+09")
    assert ticks.labels([1000.0]) == ("1\N{NARROW NO-BREAK SPACE}000",)


def test_times_name_the_year_where_it_changes() -> None:
    year = 365 * 86_400e6
    assert ticks.labels([0.0, year], is_time=True) == ("1 Jan 1970", "1 Jan 1971")
