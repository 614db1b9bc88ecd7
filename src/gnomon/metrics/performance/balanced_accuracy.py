"""Accuracy as if both classes were equally common."""

from __future__ import annotations

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.binary import BinaryOutcome


@outcome_metric(
    kinds=["binary"],
    formula="(TP / (TP + FN) + TN / (TN + FP)) / 2",
    read="0.5 is guessing, whatever the share of positives.",
    source="Brodersen et al. 2010; multinomial delta method (interval)",
)
def balanced_accuracy(outcome: BinaryOutcome) -> Measured:
    """Balanced accuracy: mean of recall and specificity.

    Example:
        >>> import numpy as np
        >>> target, predicted = np.array([1, 1, 0, 0, 0], np.int8), np.array([1, 0, 0, 1, 0], np.int8)
        >>> round(balanced_accuracy(BinaryOutcome.of(target, predicted, np.full(5, np.nan))).value, 6)
        0.583333
    """
    return Confusion.of(outcome).balanced_accuracy()
