"""Median absolute residual of real months."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.realised import predicted

from gnomon.metrics.performance.median_abs_residual import median_abs_residual


def test_it_is_nearly_that_of_the_raw_rows_of_every_month() -> None:
    for month in predicted():
        truth = float(np.quantile(np.abs(month.target - month.prediction), 0.5, method="inverted_cdf"))
        found = median_abs_residual(month.outcome)
        assert found.value == pytest.approx(truth, rel=0.01), month.name
        assert found.low <= truth * 1.01
        assert found.high >= truth * 0.99
