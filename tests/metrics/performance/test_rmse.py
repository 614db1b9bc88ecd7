"""Rmse of real months."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import root_mean_squared_error
from tests.metrics.realised import predicted

from gnomon.metrics.performance.rmse import rmse


def test_it_is_that_of_the_raw_rows_of_every_month() -> None:
    for month in predicted():
        truth = root_mean_squared_error(month.target, month.prediction)
        assert rmse(month.outcome).value == pytest.approx(truth, rel=1e-9, abs=1e-9), month.name


def test_its_interval_covers_what_a_bootstrap_covers() -> None:
    month, draw = predicted()[0], np.random.default_rng(0)
    squares = (month.target - month.prediction) ** 2
    draws = [np.sqrt(squares[draw.integers(0, len(squares), len(squares))].mean()) for _ in range(200)]
    assert rmse(month.outcome).se == pytest.approx(float(np.std(draws)), rel=0.2)
