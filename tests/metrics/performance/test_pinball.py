"""Pinball of real months."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import mean_pinball_loss
from tests.metrics.realised import predicted

from gnomon.metrics.performance.pinball import pinball


def test_it_is_that_of_the_raw_rows_of_every_month() -> None:
    for month in predicted():
        truth = mean_pinball_loss(month.target, month.prediction, alpha=0.5)
        assert pinball(month.outcome).value == pytest.approx(truth, rel=1e-9, abs=1e-9), month.name


@pytest.mark.parametrize("level", [0.1, 0.9])
def test_so_it_is_at_other_levels(level: float) -> None:
    for month in predicted():
        truth = mean_pinball_loss(month.target, month.prediction, alpha=level)
        assert pinball(month.outcome, level).value == pytest.approx(truth, rel=1e-9), month.name


def test_its_error_is_nearly_that_of_a_mean() -> None:
    month = predicted()[0]
    r = month.target - month.prediction
    losses = np.maximum(0.9 * r, -0.1 * r)
    assert pinball(month.outcome, 0.9).se == pytest.approx(losses.std() / np.sqrt(len(r)), rel=1e-3)
