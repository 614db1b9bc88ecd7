"""The chi-square tail against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import chi2

from gnomon.metrics.chi_square_law import tail

DEGREES = [*range(1, 40), 99, 100, 513, 2047, 4095]


@pytest.mark.parametrize("degrees", DEGREES)
def test_the_tail_is_that_of_scipy_to_twelve_digits(degrees: int) -> None:
    near = [degrees, degrees * 0.999, degrees * 1.001, degrees * 1.1, degrees + 5 * math.sqrt(2 * degrees)]
    for statistic in [*np.logspace(-6, 3.3, 60).tolist(), *near]:
        expected = float(chi2.sf(statistic, degrees))
        if expected > 1e-290:
            assert tail(statistic, degrees) == pytest.approx(expected, rel=1e-12, abs=0)


def test_nothing_exceeds_a_statistic_without_degrees_and_everything_exceeds_zero() -> None:
    assert tail(0.0, 0) == 1.0
    assert tail(1.0, 0) == 0.0
    assert tail(0.0, 5) == 1.0


def test_a_huge_statistic_has_no_tail_and_does_not_overflow() -> None:
    assert [tail(1e30, degrees) for degrees in (1, 2, 25, 4000)] == [0.0] * 4


def test_the_worked_example_has_its_p_value() -> None:
    assert tail(6.619285, 3) == pytest.approx(0.085075, abs=5e-7)
