"""The Wasserstein distance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import wasserstein_distance
from tests.metrics.examples import SHIFTS, VALUES, X, Y, coarse, lines
from tests.metrics.raw_rows import numbers

from gnomon.metrics.drift.wasserstein import wasserstein, wasserstein_error, wasserstein_normed
from gnomon.metrics.pair import Pair
from gnomon.profiles.time import TimeSummary


def test_the_worked_example() -> None:
    assert wasserstein(lines(X, Y)) == pytest.approx(2.233333, abs=5e-7)
    assert wasserstein_normed(lines(X, Y)) == pytest.approx(1.472616, abs=5e-7)
    assert wasserstein_error(lines(X, Y)) == 0.0


def test_a_constant_reference_has_no_standard_deviation_to_measure_by() -> None:
    assert wasserstein_normed(lines([2.0, 2.0], [3.0, 4.0])) is None
    assert wasserstein_normed(lines([2.0], [3.0, 4.0])) is None


def test_times_are_told_in_seconds() -> None:
    a, b = (TimeSummary(side) for side in lines([0.0, 2e6], [3e6, 5e6]).numbers)
    assert wasserstein(Pair(a, b)) == 3.0


@given(VALUES, VALUES, SHIFTS, SHIFTS)
def test_the_raw_rows_lie_within_the_error(a: np.ndarray, b: np.ndarray, shift_a: int, shift_b: int) -> None:
    pair = Pair(coarse(a, shift_a), coarse(b, shift_b))
    true = wasserstein_distance(a, b)
    assert abs(wasserstein(pair) - true) <= wasserstein_error(pair) + 1e-12 * np.abs(np.concatenate((a, b))).max()


def test_it_is_that_of_scipy_on_the_raw_rows_in_every_real_column() -> None:
    for raw in numbers():
        unit = 1e6 if raw.pair.kind == "time" else 1.0
        expected = wasserstein_distance(raw.reference, raw.current) / unit
        if raw.pair.is_exact:
            sd = float(np.std(raw.reference, ddof=1)) / unit
            assert wasserstein(raw.pair) == pytest.approx(expected, rel=1e-9, abs=1e-9), raw.name
            assert wasserstein_error(raw.pair) == 0.0
            if sd > 0:
                assert wasserstein_normed(raw.pair) == pytest.approx(expected / sd, rel=1e-9, abs=1e-9), raw.name
        else:
            assert abs(wasserstein(raw.pair) - expected) <= wasserstein_error(raw.pair) * (1 + 1e-9), raw.name
