"""Probabilities beside what happened."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.reliability import Reliability, probabilities, why_not
from gnomon.profiles.outcomes.binary import BinaryOutcome


def outcome(scores: list[float]) -> BinaryOutcome:
    y = (np.arange(len(scores)) % 2).astype(np.int8)
    return BinaryOutcome.of(y, y, np.array(scores))


def test_cells_hold_about_as_many_rows_each() -> None:
    p = np.linspace(0, 1, 301)
    found = Reliability.of(p, np.ones(301), np.zeros(301))
    assert len(found.rows) == 15
    assert found.rows.max() - found.rows.min() <= 1
    assert found.error == pytest.approx(p.mean())
    assert found.n == 301


def test_the_bucket_of_1_does_not_reach_past_it() -> None:
    scores = np.concatenate((np.linspace(0.001, 0.999, 9000), np.ones(9000))).tolist()
    found = probabilities(outcome(scores))
    assert found is not None
    assert found[0].max() == 1.0


def test_a_few_scores_outside_are_left_out_and_many_are_no_probabilities() -> None:
    few, many = outcome([0.1, 0.9] * 200 + [1.5, -0.5]), outcome([0.1, 1.9] * 50)
    assert why_not(few) is None
    found = probabilities(few)
    assert found is not None
    assert found[1].sum() == 400
    assert "no probabilities" in why_not(many).reason  # type: ignore[union-attr]


def test_no_scores_have_no_cells() -> None:
    assert probabilities(outcome([])) is None
    assert probabilities(outcome([5.0, 7.0])) is None
