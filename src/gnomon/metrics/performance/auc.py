"""How well scores order positives above negatives."""

from __future__ import annotations

from gnomon.metrics import roc
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.binary import BinaryOutcome


@outcome_metric(
    kinds=["binary"],
    formula="sum of P_b (N below b + N_b / 2) / (P N) over the buckets b of the score",
    read="The chance that a positive row scores higher than a negative one: 0.5 is guessing.",
    scale="rank",
    source="DeLong, DeLong & Clarke-Pearson 1988; Hanley & McNeil 1982 for few rows; interval on the logit",
)
def auc(outcome: BinaryOutcome) -> Measured:
    """Area under the ROC curve.

    Example:
        >>> import numpy as np
        >>> target, score = np.array([1, 1, 0, 0, 0], np.int8), np.array([0.9, 0.4, 0.5, 0.2, 0.1])
        >>> round(auc(BinaryOutcome.of(target, target, score)).value, 6)
        0.833333
    """
    return roc.measured(outcome.positives, outcome.negatives)
