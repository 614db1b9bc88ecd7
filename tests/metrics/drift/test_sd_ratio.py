"""The ratio of the spreads."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.examples import lines
from tests.metrics.raw_rows import numbers

from gnomon.metrics.drift.sd_ratio import sd_ratio


def test_a_constant_reference_has_no_spread_to_measure_by() -> None:
    assert sd_ratio(lines([2.0, 2.0], [3.0, 4.0])) is None


def test_it_is_that_of_numpy_on_the_raw_rows_in_every_real_column() -> None:
    for raw in numbers():
        expected = float(np.std(raw.current, ddof=1) / np.std(raw.reference, ddof=1))
        tolerance = 1e-9 if raw.pair.is_exact else 2e-3
        assert sd_ratio(raw.pair) == pytest.approx(expected, rel=tolerance, abs=1e-9), raw.name
