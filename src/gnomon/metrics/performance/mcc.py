"""How far predictions and targets go together."""

from __future__ import annotations

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.binary import BinaryOutcome


@outcome_metric(
    kinds=["binary"],
    formula="(TP TN - FP FN) / sqrt((TP + FP)(TP + FN)(TN + FP)(TN + FN))",
    low=-1.0,
    read="0 is guessing, 1 perfect; it is high only when both classes are predicted well.",
    source="Matthews 1975; multinomial delta method (interval)",
)
def mcc(outcome: BinaryOutcome) -> Measured:
    """Matthews' correlation of prediction and target.

    Example:
        >>> import numpy as np
        >>> target, predicted = np.array([1, 1, 0, 0, 0], np.int8), np.array([1, 0, 0, 1, 0], np.int8)
        >>> round(mcc(BinaryOutcome.of(target, predicted, np.full(5, np.nan))).value, 6)
        0.166667
    """
    return Confusion.of(outcome).mcc()
