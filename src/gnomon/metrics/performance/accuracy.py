"""How often predictions are right."""

from __future__ import annotations

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Absent, Measured, share
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


@outcome_metric(
    kinds=["binary", "multiclass"],
    formula="rows predicted right / rows, at the deployed threshold",
    read="With 1 % positives, always saying no has 99 %: read recall beside it.",
    source="Wilson 1927 (interval)",
)
def accuracy(outcome: BinaryOutcome | MulticlassOutcome) -> Measured:
    """Accuracy: share of the rows that were predicted right.

    Example:
        >>> accuracy(MulticlassOutcome.of(["a", "b", "c", "c"], ["a", "b", "c", "a"])).value
        0.75
    """
    if isinstance(outcome, BinaryOutcome):
        return Confusion.of(outcome).accuracy()
    return share(outcome.counts.hits.total, outcome.targeted) if outcome.targeted else Absent("no row has a target")
