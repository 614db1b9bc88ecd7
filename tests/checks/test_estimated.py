"""Realised against estimated: concept drift, which estimates cannot see."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.days import days
from tests.checks.outcomes_of_days import decided, predicted

from gnomon.checks import estimated
from gnomon.checks.numbers import plain
from gnomon.metrics.estimator import BinaryEstimator
from gnomon.profiles.outcomes.binary import BinaryOutcome

USUAL = [decided(np.random.default_rng(seed), 3000) for seed in range(28)]
ESTIMATOR = BinaryEstimator.fit(USUAL)


def turned(rng: np.random.Generator, share: float) -> BinaryOutcome:
    """The same scores, and a share of targets that no longer follow them."""
    whole = decided(rng, 3000)
    score = 1 / (1 + np.exp(-rng.normal(-1.6, 2.0, 3000)))
    target = (rng.random(3000) < score).astype(np.int8)
    other = (rng.random(3000) < 0.3).astype(np.int8)
    drifted = np.where(rng.random(3000) < share, other, target).astype(np.int8)
    assert whole.targeted
    return BinaryOutcome.of(drifted, (score > 0.5).astype(np.int8), score)


def judged(*current: BinaryOutcome) -> list[tuple[str, str]]:
    assert ESTIMATOR is not None
    windows = days(28 + len(current))
    found = estimated.judge_difference(
        "auc", ESTIMATOR, USUAL, current, windows=windows[28:], reference_windows=windows[:28], material=0.02
    )
    return [(one.status, plain(one.reason)) for one in found]


def test_the_same_relation_agrees_and_another_does_not() -> None:
    rng = np.random.default_rng(40)
    calm, wrong = judged(decided(rng, 3000), turned(rng, 0.5))
    assert calm[0] == "ok"
    assert calm[1].endswith("they agree as usual.")
    assert wrong[0] == "violation"
    assert "the relation of features to outcome has changed" in wrong[1]


def test_without_targets_there_is_no_difference() -> None:
    assert judged(decided(np.random.default_rng(41), 3000, targeted=0.0))[0][0] == "no_data"


def test_few_targets_cannot_tell_them_apart() -> None:
    status, said = judged(decided(np.random.default_rng(42), 80))[0]
    assert status == "insufficient_data"
    assert said.endswith("too few rows to tell a difference of 0.020.")


def test_the_points_are_realised_less_estimated_with_both_noises() -> None:
    assert ESTIMATOR is not None
    points, pairs = estimated.difference("auc", ESTIMATOR, USUAL[:2], days(2))
    assert points.values == pytest.approx([truth - guess for truth, guess in pairs])
    assert (points.noise >= ESTIMATOR.between["auc"]).all()


def test_another_kind_of_outcome_has_no_estimate() -> None:
    assert ESTIMATOR is not None
    measure = estimated.measure(ESTIMATOR, "mae")
    assert measure(predicted(np.random.default_rng(0), 30)).reason == estimated.NOT_ESTIMATED.reason
