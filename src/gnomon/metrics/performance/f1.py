"""Precision and recall in one number."""

from __future__ import annotations

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.binary import BinaryOutcome


@outcome_metric(
    kinds=["binary"],
    formula="2 TP / (2 TP + FP + FN) at the deployed threshold",
    read="It ignores the true negatives, and moves with the share of positives.",
    source="van Rijsbergen 1979",
)
def f1(outcome: BinaryOutcome) -> Measured:
    """F1: harmonic mean of precision and recall.

    Example:
        >>> import numpy as np
        >>> target, predicted = np.array([1, 1, 0, 0, 0], np.int8), np.array([1, 0, 0, 1, 0], np.int8)
        >>> round(f1(BinaryOutcome.of(target, predicted, np.full(5, np.nan))).value, 6)
        0.5
    """
    return Confusion.of(outcome).f1()
