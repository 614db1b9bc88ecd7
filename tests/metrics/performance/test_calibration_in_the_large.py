"""Calibration in the large."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.realised import decided

from gnomon.metrics.performance.calibration_in_the_large import calibration_in_the_large
from gnomon.profiles.outcomes.binary import BinaryOutcome


def test_it_is_that_of_the_raw_rows() -> None:
    for month in decided():
        p = month.score
        truth = (month.target.sum() - p.sum()) / np.sqrt((p * (1 - p)).sum())
        assert calibration_in_the_large(month.outcome).value == pytest.approx(truth, abs=1e-8), month.name


def test_sure_probabilities_have_no_spread() -> None:
    y = np.array([0, 1], np.int8)
    assert calibration_in_the_large(BinaryOutcome.of(y, y, y.astype(float))).reason == "every probability is 0 or 1"
    assert calibration_in_the_large(BinaryOutcome()).reason == "no row has a target and a score"
