"""Mcc of real months."""

from __future__ import annotations

import pytest
from sklearn.metrics import matthews_corrcoef
from tests.metrics.realised import decided

from gnomon.metrics.performance.mcc import mcc


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        assert mcc(month.outcome).value == pytest.approx(matthews_corrcoef(month.target, month.prediction), abs=1e-9), (
            month.name
        )
