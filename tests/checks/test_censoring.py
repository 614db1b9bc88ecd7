"""What rows without a target leave open."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.checks import censoring
from gnomon.checks.numbers import plain
from gnomon.profiles.outcomes.binary import UNKNOWN, BinaryOutcome


def made(rows: int, missing: object, seed: int = 0) -> tuple[BinaryOutcome, np.ndarray]:
    """Calibrated scores whose targets are missing with a chance that is a function of the score."""
    rng = np.random.default_rng(seed)
    score = rng.random(rows)
    target = (rng.random(rows) < score).astype(np.int8)
    gone = rng.random(rows) < missing(score)  # type: ignore[operator]
    known = np.where(gone, UNKNOWN, target).astype(np.int8)
    return BinaryOutcome.of(known, (score > 0.5).astype(np.int8), score), target


def test_the_rate_of_all_rows_lies_within_the_bounds_and_near_the_stratified_one() -> None:
    outcome, target = made(20_000, lambda score: 0.6 * score)
    found = censoring.rate(outcome)
    assert found is not None
    assert found.least < target.mean() < found.most
    assert found.post_stratified == pytest.approx(target.mean(), abs=0.01)
    assert abs(found.of_targeted - target.mean()) > 0.05


def test_with_every_target_known_nothing_is_open() -> None:
    outcome, target = made(500, lambda score: 0 * score)
    found = censoring.rate(outcome)
    assert found is not None
    assert found.least == found.most == found.of_targeted == pytest.approx(target.mean())
    assert found.post_stratified == pytest.approx(target.mean())


def test_without_targets_there_is_no_rate() -> None:
    assert censoring.rate(made(100, lambda score: 0 * score + 1)[0]) is None
    assert censoring.rate(BinaryOutcome()) is None


def test_buckets_have_about_equal_mass_and_never_part_equal_scores() -> None:
    found = censoring.buckets(made(20_000, lambda score: 0.3 + 0 * score)[0])
    rows = found.positives + found.negatives + found.untargeted
    assert len(rows) == censoring.BUCKETS
    assert rows == pytest.approx(np.full(20, 1000), rel=0.05)
    target = np.repeat(np.array([1, 0], np.int8), 50)
    two = censoring.buckets(BinaryOutcome.of(target, target, np.repeat([0.2, 0.8], 50)))
    assert (two.positives + two.negatives).tolist() == [50, 50]


def test_targets_that_depend_on_the_score_are_told() -> None:
    found = censoring.censoring(made(5000, lambda score: 0.6 * score)[0])
    assert found is not None
    assert found.name == "censoring"
    assert not found.fires
    assert plain(found.reason).startswith("Targets are missing more often where the score is high: in 49 %")
    low = censoring.censoring(made(5000, lambda score: 0.6 * (1 - score))[0])
    assert low is not None
    assert "where the score is low" in low.reason
    assert "of the highest (" in low.reason


def test_targets_that_are_missing_anywhere_are_not() -> None:
    told = sum(
        censoring.censoring(made(2000, lambda score: 0.2 + 0 * score, seed)[0]) is not None for seed in range(50)
    )
    assert told == 0


def test_no_slope_without_two_buckets_or_without_a_missing_target() -> None:
    assert censoring.censoring(made(500, lambda score: 0 * score)[0]) is None
    assert censoring.censoring(BinaryOutcome()) is None
    same = np.array([1, UNKNOWN], np.int8)
    assert censoring.censoring(BinaryOutcome.of(same, np.ones(2, np.int8), np.full(2, 0.5))) is None
