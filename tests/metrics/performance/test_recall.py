"""Recall of real months."""

from __future__ import annotations

import pytest
from sklearn.metrics import recall_score
from tests.metrics.realised import decided

from gnomon.metrics.performance.recall import recall


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        assert recall(month.outcome).value == pytest.approx(recall_score(month.target, month.prediction), abs=1e-9), (
            month.name
        )
