"""Numbers with their intervals, and why there is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gnomon.metrics.estimate import Absent, Estimate, logit, normal, share


def test_the_worked_example_of_wilson() -> None:
    found = share(18, 25)
    assert (found.low, found.high) == (pytest.approx(0.524234, abs=5e-7), pytest.approx(0.857161, abs=5e-7))


@given(st.integers(1, 500), st.floats(0, 1))
def test_wilsons_interval_is_that_of_scipy(n: int, part: float) -> None:
    hits = round(part * n)
    truth = stats.binomtest(hits, n).proportion_ci(method="wilson")
    found = share(hits, n)
    assert (found.low, found.high) == (pytest.approx(truth.low, abs=1e-9), pytest.approx(truth.high, abs=1e-9))


def test_an_interval_is_cut_to_the_range() -> None:
    assert normal(0.01, 0.1, 5, 0.0, 1.0) == Estimate(0.01, 0.0, pytest.approx(0.206, abs=1e-3), 0.1, 5)


def test_an_error_that_is_not_known_leaves_the_interval_open() -> None:
    found = normal(0.5, math.nan, 1, 0.0, 1.0)
    assert (found.low, found.high) == (0.0, 1.0)


def test_a_number_past_all_numbers_is_absent() -> None:
    assert normal(math.inf, 1.0, 3) == Absent("it is past the largest number", 3)


@given(st.floats(0.001, 0.999), st.floats(0, 5))
def test_an_interval_on_the_logit_stays_inside_and_holds_its_value(value: float, se: float) -> None:
    found = logit(value, se, 10)
    assert 0 <= found.low <= value <= found.high <= 1


def test_a_value_at_the_end_has_an_interval_about_its_centre() -> None:
    found = logit(1.0, 0.01, 10, centre=0.99)
    assert (found.high, found.value) == (1.0, 1.0)
    assert 0.9 < found.low < 0.99


def test_what_is_absent_is_false_and_has_the_same_names() -> None:
    absent = Absent("no row")
    assert not absent
    assert (absent.value, absent.low, absent.high, absent.se, absent.n) == (None, None, None, None, 0)
    assert Estimate(0.0, 0.0, 0.0, 0.0, 1).reason == ""
