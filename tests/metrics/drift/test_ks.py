"""The Kolmogorov-Smirnov distance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import ks_2samp
from tests.metrics.examples import SHIFTS, VALUES, X, Y, coarse, lines
from tests.metrics.raw_rows import numbers

from gnomon.metrics.drift.ks import ks, ks_high
from gnomon.metrics.pair import Pair


def test_the_worked_example() -> None:
    assert ks(lines(X, Y)) == pytest.approx(0.433333, abs=5e-7)
    assert ks_high(lines(X, Y)) == ks(lines(X, Y))


def distance(a: np.ndarray, b: np.ndarray) -> float:
    """The greatest gap of two distributions, at every raw value."""
    at = np.concatenate((a, b))
    return max(abs((a <= v).mean() - (b <= v).mean()) for v in at)


@given(VALUES, VALUES, SHIFTS, SHIFTS)
def test_the_raw_rows_lie_between_both_bounds(a: np.ndarray, b: np.ndarray, shift_a: int, shift_b: int) -> None:
    pair = Pair(coarse(a, shift_a), coarse(b, shift_b))
    true = distance(a, b)
    assert ks(pair) - 1e-12 <= true <= ks_high(pair) + 1e-12
    if pair.bins.is_exact:
        assert ks(pair) == pytest.approx(true, abs=1e-12) == ks_high(pair)


def test_it_is_that_of_scipy_on_the_raw_rows_in_every_real_column() -> None:
    for raw in numbers():
        expected = ks_2samp(raw.reference, raw.current, method="asymp").statistic
        if raw.pair.is_exact:
            assert ks(raw.pair) == pytest.approx(expected, rel=1e-9, abs=1e-9), raw.name
            assert ks_high(raw.pair) == ks(raw.pair)
        else:
            assert ks(raw.pair) - 1e-12 <= expected <= ks_high(raw.pair) + 1e-12, raw.name
            heaviest = max((side / side.sum()).max() for side in (raw.pair.bins.reference, raw.pair.bins.current))
            assert ks_high(raw.pair) - ks(raw.pair) <= heaviest, raw.name
