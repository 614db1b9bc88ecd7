"""What a score was worth in the reference."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.realised import decided

from gnomon.metrics.calibration import LEAST_ROWS, Calibration, joined
from gnomon.profiles.outcomes.binary import BinaryOutcome


def test_every_group_has_enough_rows() -> None:
    rows = np.array([10.0, 45, 3, 2, 80, 1, 60, 9])
    start = joined(rows)
    assert (np.add.reduceat(rows, start) >= LEAST_ROWS).all()
    assert joined(np.array([3.0])).tolist() == [0]


def test_chances_never_fall_and_are_those_of_the_rows() -> None:
    month = decided()[3]
    fit = Calibration.fit(month.outcome)
    assert fit is not None
    assert (np.diff(fit.chances) >= 0).all()
    assert float(fit.rows.sum()) == len(month.target)
    # One half is added to each of the two counts of a bucket of 50 rows or more.
    assert float(fit.of(month.score).mean()) == pytest.approx(month.target.mean(), abs=0.01)


def test_a_score_between_two_steps_belongs_to_the_lower_one() -> None:
    y = np.repeat(np.array([0, 1], np.int8), 60)
    fit = Calibration.fit(BinaryOutcome.of(y, y, np.repeat([0.2, 0.8], 60)))
    assert fit is not None
    assert fit.places(np.array([0.1, 0.79, 0.8, 5.0])).tolist() == [0, 0, 1, 1]


def test_without_targets_there_is_none() -> None:
    assert Calibration.fit(BinaryOutcome()) is None
