"""Log loss of real months."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import log_loss as by_scikit_learn
from tests.metrics.realised import chosen, decided

from gnomon.metrics.performance.log_loss import log_loss
from gnomon.profiles.outcomes.binary import BinaryOutcome


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        truth = by_scikit_learn(month.target, month.score)
        assert log_loss(month.outcome).value == pytest.approx(truth, abs=1e-9), month.name


def test_so_it_is_of_several_classes() -> None:
    truth = by_scikit_learn(chosen().target, chosen().scores)
    assert log_loss(chosen().outcome).value == pytest.approx(truth, abs=1e-9)


def test_its_error_is_that_of_a_mean() -> None:
    month = decided()[4]
    losses = -np.log(np.where(month.target == 1, month.score, 1 - month.score))
    assert log_loss(month.outcome).se == pytest.approx(losses.std(ddof=1) / np.sqrt(len(losses)), rel=1e-9)


def test_scores_that_are_margins_have_none() -> None:
    y = np.array([0, 1, 0, 1], np.int8)
    margins = BinaryOutcome.of(y, y, np.array([-2.0, 3.0, 0.5, 0.7]))
    assert "no probabilities" in log_loss(margins).reason
