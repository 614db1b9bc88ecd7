"""Expected calibration error."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.realised import decided

from gnomon.metrics.performance.ece import ece, ece_by_chance
from gnomon.profiles.outcomes.binary import BinaryOutcome


def test_it_is_nearly_that_of_the_raw_rows_in_equal_cells() -> None:
    for month in decided():
        cells = np.array_split(np.argsort(month.score, kind="stable"), 15)
        n = len(month.target)
        truth = sum(len(c) / n * abs(month.target[c].mean() - month.score[c].mean()) for c in cells if len(c))
        assert ece(month.outcome).value == pytest.approx(truth, abs=0.003 if n > 1000 else 0.05), month.name


def test_perfect_probabilities_have_what_chance_gives() -> None:
    draw = np.random.default_rng(0)
    values, expected = [], []
    for _ in range(60):
        p = draw.beta(1, 2, 1500)
        y = (draw.random(1500) < p).astype(np.int8)
        outcome = BinaryOutcome.of(y, y, p)
        values.append(ece(outcome).value)
        expected.append(ece_by_chance(outcome).value)
    assert np.mean(values) == pytest.approx(np.mean(expected), rel=0.1)


def test_without_scores_there_is_none() -> None:
    assert ece(BinaryOutcome()).reason == ece_by_chance(BinaryOutcome()).reason == "no row has a target and a score"
