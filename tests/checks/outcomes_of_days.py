"""Outcomes of days with a known quality, for the tests of performance."""

from __future__ import annotations

import numpy as np

from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome


def decided(rng: np.random.Generator, rows: int, apart: float = 2.0, *, targeted: float = 1.0) -> BinaryOutcome:
    """Scores of two classes whose logits lie so far apart; calibrated where that is 2."""
    target = (rng.random(rows) < 0.3).astype(np.int8)
    logit = rng.normal(0, 1, rows) + apart * target
    score = 1 / (1 + np.exp(-(2 * logit - 2 + np.log(0.3 / 0.7))))
    known = np.where(rng.random(rows) < targeted, target, -1).astype(np.int8)
    return BinaryOutcome.of(known, (score > 0.5).astype(np.int8), score)


def predicted(rng: np.random.Generator, rows: int, spread: float = 1.0, bias: float = 0.0) -> RegressionOutcome:
    """Predictions whose residuals are spread so far."""
    truth = rng.normal(10, 3, rows)
    return RegressionOutcome.of(truth + rng.normal(bias, spread, rows), truth)
