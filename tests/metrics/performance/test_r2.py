"""R2 of real months."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import r2_score
from tests.metrics.realised import predicted

from gnomon.metrics.performance.r2 import r2
from gnomon.profiles.outcomes.regression import RegressionOutcome


def test_it_is_that_of_the_raw_rows_of_every_month() -> None:
    for month in predicted():
        truth = r2_score(month.target, month.prediction)
        assert r2(month.outcome).value == pytest.approx(truth, rel=1e-9, abs=1e-9), month.name


def test_targets_that_are_all_equal_have_none() -> None:
    assert r2(RegressionOutcome.of(np.ones(3), np.zeros(3))).reason == "all targets are equal"


def test_targets_far_from_0_lose_nothing() -> None:
    y = np.arange(100.0) + 2.0**40
    assert r2(RegressionOutcome.of(y, y + 1)).value == pytest.approx(r2_score(np.arange(100), np.arange(100) + 1))
