"""How many of the positives are found."""

from __future__ import annotations

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.binary import BinaryOutcome


@outcome_metric(
    kinds=["binary"],
    formula="TP / (TP + FN) at the deployed threshold",
    read="0.8 finds four of five; it does not depend on how common positives are.",
    source="Wilson 1927 (interval)",
)
def recall(outcome: BinaryOutcome) -> Measured:
    """Recall: share of the positive rows that were predicted so.

    Example:
        >>> import numpy as np
        >>> target, predicted = np.array([1, 1, 0, 0, 0], np.int8), np.array([1, 0, 0, 1, 0], np.int8)
        >>> round(recall(BinaryOutcome.of(target, predicted, np.full(5, np.nan))).value, 6)
        0.5
    """
    return Confusion.of(outcome).recall()
