"""Precision with every class as heavy as it is common."""

from __future__ import annotations

from gnomon.metrics.average import average, of_shares
from gnomon.metrics.classes import Classes
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


@outcome_metric(
    kinds=["multiclass"],
    formula="mean of hits / predicted over classes, weighted by targets",
    read="Common classes decide it: read macro_precision for the rare ones.",
    source="Sokolova & Lapalme 2009",
)
def weighted_precision(outcome: MulticlassOutcome) -> Measured:
    """Weighted precision: precision of the classes that were predicted, weighted by their rows.

    Example:
        >>> round(weighted_precision(MulticlassOutcome.of(list("aaabbc"), list("aababc"))).value, 6)
        0.666667
    """
    classes = Classes.of(outcome)
    return average(classes.precision, of_shares(classes.precision, classes.predicted), classes.targets, classes.rows)
