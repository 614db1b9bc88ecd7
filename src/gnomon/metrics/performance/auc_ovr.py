"""How well the scores of each class order its rows above all others."""

from __future__ import annotations

import math

from gnomon.metrics import roc
from gnomon.metrics.estimate import Absent, Estimate, Measured, logit
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


def auc_by_class(outcome: MulticlassOutcome) -> dict[str, Measured]:
    """The area of each class against the rest, by name.

    Example:
        >>> import numpy as np
        >>> scores = {"a": np.array([0.9, 0.6, 0.2, 0.3]), "b": np.array([0.1, 0.4, 0.8, 0.7])}
        >>> outcome = MulticlassOutcome.of(list("aabb"), list("aabb"), scores)
        >>> {name: area.value for name, area in auc_by_class(outcome).items()}
        {'a': 1.0, 'b': 1.0}
    """
    return {name: roc.measured(each.positives, each.negatives) for name, each in outcome.scores.items()}


@outcome_metric(
    kinds=["multiclass"],
    formula="mean over classes of the area under the ROC curve of the class against the rest",
    read="0.5 is guessing; every class weighs the same.",
    scale="rank",
    source="Provost & Domingos 2000; DeLong, DeLong & Clarke-Pearson 1988",
)
def auc_ovr(outcome: MulticlassOutcome) -> Measured:
    """Mean one-against-rest area under the ROC curve.

    The classes' errors go together, so the mean of their standard errors is taken: an upper bound.

    Example:
        >>> import numpy as np
        >>> scores = {"a": np.array([0.9, 0.6, 0.2, 0.7]), "b": np.array([0.1, 0.4, 0.8, 0.3])}
        >>> auc_ovr(MulticlassOutcome.of(list("aabb"), list("aabb"), scores)).value
        0.75
    """
    areas = [area for area in auc_by_class(outcome).values() if isinstance(area, Estimate)]
    if not areas:
        return Absent("no class has scores of two rows of its own and two of others", outcome.targeted)
    value, se = (math.fsum(each) / len(areas) for each in zip(*((a.value, a.se) for a in areas), strict=True))
    n = max(area.n for area in areas)
    return logit(value, se, n, min(max(value, 0.5 / n), 1 - 0.5 / n))
