"""Mape of real months."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.realised import predicted

from gnomon.metrics.performance.mape import mape
from gnomon.profiles.outcomes.regression import RegressionOutcome


def test_it_is_that_of_the_raw_rows_of_every_month() -> None:
    for month in predicted():
        y, yhat = (each[month.target != 0] for each in (month.target, month.prediction))
        truth = float(np.abs((y - yhat) / y).mean())
        assert mape(month.outcome).value == pytest.approx(truth, rel=1e-9, abs=1e-9), month.name


def test_rows_whose_target_is_0_are_left_out_and_counted() -> None:
    for month in predicted():
        assert mape(month.outcome).n == int((month.target != 0).sum())
    zeros = mape(RegressionOutcome.of(np.zeros(3), np.ones(3)))
    assert (zeros.reason, zeros.n) == ("no row has a target that is not 0", 3)
