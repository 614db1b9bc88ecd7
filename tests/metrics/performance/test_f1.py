"""F1 of real months."""

from __future__ import annotations

import pytest
from sklearn.metrics import f1_score
from tests.metrics.realised import decided

from gnomon.metrics.performance.f1 import f1


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        assert f1(month.outcome).value == pytest.approx(f1_score(month.target, month.prediction), abs=1e-9), month.name
