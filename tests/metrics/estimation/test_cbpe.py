"""Performance from scores alone."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.calibration import Calibration
from gnomon.metrics.estimate import Absent, Estimate
from gnomon.metrics.estimation.cbpe import FIGURES, from_scores
from gnomon.metrics.registry import measure_outcome
from gnomon.profiles.outcomes.binary import BinaryOutcome


def drawn(n: int, seed: int, a: float = 1.0, known: bool = True) -> BinaryOutcome:
    """Rows whose score is the chance that they are positive."""
    draw = np.random.default_rng(seed)
    p = np.round(draw.beta(a, 2, n), 3)
    y = (draw.random(n) < p).astype(np.int8)
    return BinaryOutcome.of(y if known else np.full(n, -1, np.int8), (p >= 0.5).astype(np.int8), p)


REFERENCE = Calibration.fit(drawn(40_000, 0))


def test_estimates_of_another_mix_are_near_what_is_realised() -> None:
    assert REFERENCE is not None
    now = drawn(40_000, 1, a=3.0)
    realised, estimated = measure_outcome(now), from_scores(REFERENCE, now)
    for name, found in estimated.items():
        truth = realised[name]
        assert isinstance(truth, Estimate)
        assert isinstance(found, Estimate)
        assert found.value == pytest.approx(truth.value, abs=0.015), name
        assert found.low <= found.value <= found.high


def test_bands_cover_what_is_realised() -> None:
    assert REFERENCE is not None
    held: dict[str, list[bool]] = {name: [] for name in (*FIGURES, "auc", "brier", "log_loss")}
    for seed in range(60):
        now = drawn(500, seed + 10)
        realised, estimated = measure_outcome(now), from_scores(REFERENCE, now)
        for name, covered in held.items():
            covered.append(estimated[name].low <= realised[name].value <= estimated[name].high)
    assert min(np.mean(covered) for covered in held.values()) > 0.85


def test_targets_are_not_looked_at() -> None:
    assert REFERENCE is not None
    assert from_scores(REFERENCE, drawn(900, 5)) == from_scores(REFERENCE, drawn(900, 5, known=False))


def test_what_estimates_missed_before_widens_the_band() -> None:
    assert REFERENCE is not None
    now = drawn(900, 5)
    narrow, wide = (from_scores(REFERENCE, now, between) for between in ({}, {"auc": 0.01, "f1": 0.01}))
    assert wide["auc"].se == pytest.approx((narrow["auc"].se ** 2 + 0.01) ** 0.5)
    assert wide["f1"].se > narrow["f1"].se
    assert wide["brier"] == narrow["brier"]


def test_without_scores_or_predictions_there_is_a_reason() -> None:
    assert REFERENCE is not None
    none = from_scores(REFERENCE, BinaryOutcome())
    assert none["auc"] == none["recall"] == Absent("no row has a score")
    below = BinaryOutcome.of(np.full(9, -1, np.int8), np.zeros(9, np.int8), np.full(9, 0.2))
    assert from_scores(REFERENCE, below)["precision"].reason == "no row was predicted positive"


def test_a_calibration_of_one_class_has_no_area() -> None:
    certain = Calibration(np.empty(0), np.array([1.0]), np.array([0]), np.array([90.0]))
    assert from_scores(certain, drawn(50, 3))["auc"].reason == "every row is of one class"
