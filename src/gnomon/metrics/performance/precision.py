"""How often a positive prediction is right."""

from __future__ import annotations

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.binary import BinaryOutcome


@outcome_metric(
    kinds=["binary"],
    formula="TP / (TP + FP) at the deployed threshold",
    read="It falls when false alarms grow, and also when positives become rarer: read recall beside it.",
    source="Wilson 1927 (interval)",
)
def precision(outcome: BinaryOutcome) -> Measured:
    """Precision: share of the rows predicted positive that are.

    Example:
        >>> import numpy as np
        >>> target, predicted = np.array([1, 1, 0, 0, 0], np.int8), np.array([1, 0, 0, 1, 0], np.int8)
        >>> round(precision(BinaryOutcome.of(target, predicted, np.full(5, np.nan))).value, 6)
        0.5
    """
    return Confusion.of(outcome).precision()
