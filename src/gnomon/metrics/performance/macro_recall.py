"""Recall with every class of equal weight."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.average import average, of_shares
from gnomon.metrics.classes import Classes
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


@outcome_metric(
    kinds=["multiclass"],
    formula="mean of hits / targets over classes",
    read="1 / classes is guessing; a rare class weighs as much as a common one.",
    source="Sokolova & Lapalme 2009",
)
def macro_recall(outcome: MulticlassOutcome) -> Measured:
    """Macro recall: mean recall of the classes that occur, the balanced accuracy of several classes.

    Example:
        >>> round(macro_recall(MulticlassOutcome.of(list("aaabbc"), list("aababc"))).value, 6)
        0.722222
    """
    classes = Classes.of(outcome)
    weights = np.ones(len(classes.names))
    return average(classes.recall, of_shares(classes.recall, classes.targets), weights, classes.rows)
