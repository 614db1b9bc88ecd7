"""Accuracy of real months."""

from __future__ import annotations

import pytest
from sklearn.metrics import accuracy_score
from tests.metrics.realised import chosen, decided

from gnomon.metrics.performance.accuracy import accuracy


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        truth = accuracy_score(month.target, month.prediction)
        assert accuracy(month.outcome).value == pytest.approx(truth, abs=1e-9), month.name


def test_so_it_is_of_several_classes() -> None:
    truth = accuracy_score(chosen().target, chosen().prediction)
    assert accuracy(chosen().outcome).value == pytest.approx(truth, abs=1e-9)
