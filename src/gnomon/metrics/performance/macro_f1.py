"""F1 with every class of equal weight."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.average import average
from gnomon.metrics.classes import Classes
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


@outcome_metric(
    kinds=["multiclass"],
    formula="mean of 2 hits / (targets + predicted) over classes",
    read="A rare class weighs as much as a common one; one that was never predicted counts 0.",
    source="Sokolova & Lapalme 2009",
)
def macro_f1(outcome: MulticlassOutcome) -> Measured:
    """Macro F1: mean F1 of the classes.

    Example:
        >>> round(macro_f1(MulticlassOutcome.of(list("aaabbc"), list("aababc"))).value, 6)
        0.722222
    """
    classes = Classes.of(outcome)
    weights = np.ones(len(classes.names))
    return average(classes.f1, classes.f1_se**2, weights, classes.rows)
