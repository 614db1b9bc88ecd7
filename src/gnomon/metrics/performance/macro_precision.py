"""Precision with every class of equal weight."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.average import average, of_shares
from gnomon.metrics.classes import Classes
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


@outcome_metric(
    kinds=["multiclass"],
    formula="mean of hits / predicted over classes",
    read="A rare class weighs as much as a common one; one that was never predicted has no precision and is left out.",
    source="Sokolova & Lapalme 2009",
)
def macro_precision(outcome: MulticlassOutcome) -> Measured:
    """Macro precision: mean precision of the classes that were predicted.

    Example:
        >>> round(macro_precision(MulticlassOutcome.of(list("aaabbc"), list("aababc"))).value, 6)
        0.722222
    """
    classes = Classes.of(outcome)
    weights = np.ones(len(classes.names))
    return average(classes.precision, of_shares(classes.precision, classes.predicted), weights, classes.rows)
