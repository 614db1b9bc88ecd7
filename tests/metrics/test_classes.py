"""Each class by itself."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import precision_recall_fscore_support
from tests.metrics.realised import chosen

from gnomon.metrics.classes import Classes
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


def test_figures_are_those_of_scikit_learn() -> None:
    table = Classes.of(chosen().outcome)
    precision, recall, f1, rows = precision_recall_fscore_support(chosen().target, chosen().prediction)
    for mine, theirs in ((table.precision, precision), (table.recall, recall), (table.f1, f1), (table.targets, rows)):
        assert np.allclose(mine, theirs, atol=1e-12)
    assert table.rows == len(chosen().target)


def test_what_a_class_lacks_is_no_number() -> None:
    table = Classes.of(MulticlassOutcome.of(["a", "b"], ["a", "c"]))
    assert np.isnan(table.precision).tolist() == [False, True, False]
    assert np.isnan(table.recall).tolist() == [False, False, True]
    assert table.f1.tolist() == [1.0, 0.0, 0.0]
    assert (table.f1_se == 0).all()
