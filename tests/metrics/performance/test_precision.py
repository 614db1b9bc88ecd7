"""Precision of real months."""

from __future__ import annotations

import pytest
from sklearn.metrics import precision_score
from tests.metrics.realised import decided

from gnomon.metrics.outcome_conformance import NOTHING
from gnomon.metrics.performance.precision import precision


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        assert precision(month.outcome).value == pytest.approx(
            precision_score(month.target, month.prediction), abs=1e-9
        ), month.name


def test_no_positive_prediction_is_no_precision() -> None:
    assert precision(NOTHING["binary"][0]).reason == "no row was predicted positive"
