"""Outliers."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.examples import lines
from tests.metrics.raw_rows import numbers

from gnomon.metrics.quality.outliers import outlier_share


def test_rows_beyond_three_times_the_middle_half_are_outliers() -> None:
    assert outlier_share(lines(range(1, 9), [-11, -10, 5, 18])) == 0.25


def test_without_a_middle_half_the_range_decides() -> None:
    assert outlier_share(lines([0] * 9 + [5], [5, 6])) == 0.5


def test_it_is_that_of_the_raw_rows_in_every_real_column() -> None:
    for raw in numbers():
        if raw.pair.is_exact:
            q1, q3 = np.quantile(raw.reference, [0.25, 0.75], method="inverted_cdf")
            low, high = q1 - 3 * (q3 - q1), q3 + 3 * (q3 - q1)
            if q1 == q3:
                low, high = raw.reference.min(), raw.reference.max()
            expected = ((raw.current < low) | (raw.current > high)).sum() / raw.pair.current.rows
            assert outlier_share(raw.pair) == pytest.approx(expected, abs=1e-12), raw.name
