"""Macro recall of real classes."""

from __future__ import annotations

import pytest
from sklearn.metrics import recall_score
from tests.metrics.realised import chosen

from gnomon.metrics.performance.macro_recall import macro_recall


def test_it_is_that_of_scikit_learn_on_the_raw_rows() -> None:
    truth = recall_score(chosen().target, chosen().prediction, average="macro")
    assert macro_recall(chosen().outcome).value == pytest.approx(truth, abs=1e-9)
