"""Macro precision of real classes."""

from __future__ import annotations

import pytest
from sklearn.metrics import precision_score
from tests.metrics.realised import chosen

from gnomon.metrics.performance.macro_precision import macro_precision


def test_it_is_that_of_scikit_learn_on_the_raw_rows() -> None:
    truth = precision_score(chosen().target, chosen().prediction, average="macro")
    assert macro_precision(chosen().outcome).value == pytest.approx(truth, abs=1e-9)
