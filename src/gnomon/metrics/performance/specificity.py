"""How many of the negatives are left alone."""

from __future__ import annotations

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.binary import BinaryOutcome


@outcome_metric(
    kinds=["binary"],
    formula="TN / (TN + FP) at the deployed threshold",
    read="1 minus it is the false-alarm rate.",
    source="Wilson 1927 (interval)",
)
def specificity(outcome: BinaryOutcome) -> Measured:
    """Specificity: share of the negative rows that were predicted so.

    Example:
        >>> import numpy as np
        >>> target, predicted = np.array([1, 1, 0, 0, 0], np.int8), np.array([1, 0, 0, 1, 0], np.int8)
        >>> round(specificity(BinaryOutcome.of(target, predicted, np.full(5, np.nan))).value, 6)
        0.666667
    """
    return Confusion.of(outcome).specificity()
