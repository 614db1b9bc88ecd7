"""Balanced accuracy of real months."""

from __future__ import annotations

import pytest
from sklearn.metrics import balanced_accuracy_score
from tests.metrics.realised import decided

from gnomon.metrics.performance.balanced_accuracy import balanced_accuracy


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        assert balanced_accuracy(month.outcome).value == pytest.approx(
            balanced_accuracy_score(month.target, month.prediction), abs=1e-9
        ), month.name
