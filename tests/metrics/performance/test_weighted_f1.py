"""Weighted f1 of real classes."""

from __future__ import annotations

import pytest
from sklearn.metrics import f1_score
from tests.metrics.realised import chosen

from gnomon.metrics.performance.weighted_f1 import weighted_f1


def test_it_is_that_of_scikit_learn_on_the_raw_rows() -> None:
    truth = f1_score(chosen().target, chosen().prediction, average="weighted")
    assert weighted_f1(chosen().outcome).value == pytest.approx(truth, abs=1e-9)
