"""F1 with every class as heavy as it is common."""

from __future__ import annotations

from gnomon.metrics.average import average
from gnomon.metrics.classes import Classes
from gnomon.metrics.estimate import Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


@outcome_metric(
    kinds=["multiclass"],
    formula="mean of 2 hits / (targets + predicted) over classes, weighted by targets",
    read="Common classes decide it: read macro_f1 for the rare ones.",
    source="Sokolova & Lapalme 2009",
)
def weighted_f1(outcome: MulticlassOutcome) -> Measured:
    """Weighted F1: F1 of the classes, weighted by their rows.

    Example:
        >>> round(weighted_f1(MulticlassOutcome.of(list("aaabbc"), list("aababc"))).value, 6)
        0.666667
    """
    classes = Classes.of(outcome)
    return average(classes.f1, classes.f1_se**2, classes.targets, classes.rows)
