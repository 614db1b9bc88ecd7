"""Sums of values and of their squares."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.profiles.outcomes.moments import Moments

VALUES = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30).map(np.array)


@given(VALUES)
def test_mean_and_standard_error_are_those_of_the_raw_values(values: np.ndarray) -> None:
    moments, n = Moments.of(values), len(values)
    assert moments.mean(n) == pytest.approx(math.fsum(values) / n, rel=1e-15)
    assert moments.standard_error(n) == pytest.approx(values.std(ddof=1) / math.sqrt(n), rel=1e-9, abs=1e-9)


def test_a_small_spread_about_a_great_mean_is_not_lost() -> None:
    values = np.arange(1000.0) + 2.0**40
    assert Moments.of(values).variance(1000) == pytest.approx(float(np.var(np.arange(1000.0), ddof=1)), rel=1e-12)


def test_one_value_has_no_spread_and_none_has_no_mean() -> None:
    assert math.isnan(Moments.of(np.array([3.0])).variance(1))
    assert math.isnan(Moments().standard_error(0))
    assert Moments.of(np.full(7, 0.1)).variance(7) == pytest.approx(0, abs=1e-16)


@given(VALUES, VALUES)
def test_what_was_added_can_be_taken_away(a: np.ndarray, b: np.ndarray) -> None:
    x, y = Moments.of(a), Moments.of(b)
    assert x + y == Moments.of(np.concatenate((a, b)))
    assert (x + y) - y == x
