"""One-against-rest area of real classes."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from tests.metrics.realised import chosen

from gnomon.metrics.performance.auc_ovr import auc_by_class, auc_ovr
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


def test_it_is_that_of_scikit_learn_on_the_raw_rows() -> None:
    truth = roc_auc_score(chosen().target, chosen().scores, multi_class="ovr")
    assert auc_ovr(chosen().outcome).value == pytest.approx(truth, abs=1e-3)
    late = roc_auc_score(chosen().target == "late", chosen().scores[:, 1])
    assert auc_by_class(chosen().outcome)["late"].value == pytest.approx(late, abs=1e-3)


def test_a_class_alone_has_none() -> None:
    alone = MulticlassOutcome.of(["a"] * 3, ["a"] * 3, {"a": np.full(3, 0.9)})
    assert "no class has scores" in auc_ovr(alone).reason
