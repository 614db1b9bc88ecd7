"""Mae of real months."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import mean_absolute_error
from tests.metrics.realised import predicted

from gnomon.metrics.performance.mae import mae


def test_it_is_that_of_the_raw_rows_of_every_month() -> None:
    for month in predicted():
        truth = mean_absolute_error(month.target, month.prediction)
        assert mae(month.outcome).value == pytest.approx(truth, rel=1e-9, abs=1e-9), month.name


def test_its_error_is_that_of_a_mean() -> None:
    month = predicted()[0]
    sizes = np.abs(month.target - month.prediction)
    assert mae(month.outcome).se == pytest.approx(sizes.std() / np.sqrt(len(sizes)), rel=1e-9)
