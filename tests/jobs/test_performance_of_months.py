"""Performance of every real month, through files, store and registry, beside scikit-learn on the raw rows."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, mean_absolute_error, precision_score, recall_score, roc_auc_score
from tests.jobs.months import BIKES, DELAYS, FLIGHTS, measured, raw_months

from gnomon.config.entity import Entity
from gnomon.jobs.references import reference
from gnomon.metrics.registry import measure_outcome
from gnomon.profiles.outcomes.outcome import together
from gnomon.store.open import Store

END = datetime(2014, 3, 1, tzinfo=UTC)
NEARER, INSIDE = 8, 8
"""Months of ten in which the estimate is to be nearer than the reference's constant, and the truth in its band."""


def test_every_month_of_flights_equals_scikit_learn(store: Store) -> None:
    found = measured(store, FLIGHTS, END)
    months = raw_months(FLIGHTS)
    assert len(months) == 13
    for name, rows in months.items():
        y, score, guess = (rows[column].to_numpy() for column in ("label", "score", "prediction"))
        oracle = {
            "auc": roc_auc_score(y, score),
            "brier": brier_score_loss(y, score),
            "precision": precision_score(y, guess),
            "recall": recall_score(y, guess),
        }
        # Past 2,048 distinct scores a group the ROC curve is read off buckets: measured to be off by 6e-5 at most.
        limits = {"auc": 2e-4, "brier": 1e-12, "precision": 1e-12, "recall": 1e-12}
        for metric, value in oracle.items():
            got, low, high = found[metric][name]
            assert got == pytest.approx(value, abs=limits[metric])
            assert low <= got <= high


def test_estimated_areas_are_nearer_than_the_references_constant_in_most_months(store: Store) -> None:
    found = measured(store, FLIGHTS, END)
    constant = reference_auc(store)
    nearer, inside, lines = 0, 0, [f"AUC of the reference {constant:.4f}"]
    for name in list(found["auc"])[2:12]:
        (real, _, _), (value, low, high) = found["auc"][name], found["estimated_auc"][name]
        near, held = abs(value - real) < abs(constant - real), low <= real <= high
        nearer, inside = nearer + near, inside + held
        lines.append(f"{name} realised {real:.4f}, estimated {value:.4f} ({low:.4f}-{high:.4f}) {near=} {held=}")
    print(*lines, sep="\n")
    assert nearer >= NEARER
    assert inside >= INSIDE


def reference_auc(store: Store) -> float:
    """The area of the whole reference: what would be told without an estimate."""
    frozen = reference.active(store, Entity(**FLIGHTS))
    assert frozen is not None
    whole = reduce(together, frozen.outcomes[()])
    value = measure_outcome(whole)["auc"].value
    assert value is not None
    return value


@pytest.mark.parametrize("given", [DELAYS, BIKES], ids=["flights", "bikes"])
def test_every_month_of_numbers_equals_scikit_learn(store: Store, given: dict[str, object]) -> None:
    found = measured(store, given, END)
    months = raw_months(given)
    target, prediction = given["targets"]["target"], given["prediction"]  # type: ignore[index]
    for name, rows in months.items():
        y, guess = (rows[str(column)].to_numpy().astype(np.float64) for column in (target, prediction))
        got, low, high = found["mae"][name]
        assert got == pytest.approx(mean_absolute_error(y, guess), rel=1e-12)
        assert low <= got <= high
    assert len(months) in (13, 24)
