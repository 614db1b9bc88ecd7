"""Tests of rates: against the chi-square quantiles that give the same limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, poisson

from gnomon.checks.rate import at_most, poisson_interval


@given(st.integers(0, 3000))
def test_the_limits_are_those_of_the_chi_square(count: int) -> None:
    low, high = poisson_interval(count)
    assert low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2 if count else 0.0, rel=1e-6)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=1e-6)


@given(st.integers(0, 500), st.floats(0, 1000))
def test_chances_are_those_of_the_law(count: int, mean: float) -> None:
    assert at_most(count, mean) == pytest.approx(poisson.cdf(count, mean), rel=1e-8, abs=1e-300)
