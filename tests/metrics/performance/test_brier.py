"""Brier score of real months."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss
from tests.metrics.realised import decided

from gnomon.metrics.performance.brier import brier, murphy
from gnomon.profiles.outcomes.binary import BinaryOutcome


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        assert brier(month.outcome).value == pytest.approx(brier_score_loss(month.target, month.score), abs=1e-9)


def test_its_parts_add_up_to_it_where_each_bucket_is_one_score() -> None:
    draw = np.random.default_rng(0)
    p = draw.integers(0, 21, 3000) / 20
    y = (draw.random(3000) < p).astype(np.int8)
    parts = murphy(BinaryOutcome.of(y, y, p))
    assert parts is not None
    assert parts.uncertainty - parts.resolution + parts.reliability == pytest.approx(((p - y) ** 2).mean(), abs=1e-12)


def test_without_a_probability_there_are_no_parts() -> None:
    assert murphy(BinaryOutcome()) is None
