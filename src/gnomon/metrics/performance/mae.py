"""How far predictions are off on average."""

from __future__ import annotations

import math

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.regression import RegressionOutcome


@outcome_metric(
    kinds=["regression"],
    formula="mean of |r|, r = target - prediction",
    high=math.inf,
    bad="up",
    read="In the target's unit; large errors count no more than their size.",
    scale="error",
    source="Central limit theorem (interval)",
)
def mae(outcome: RegressionOutcome) -> Measured:
    """Mean absolute error: mean distance of prediction and target, in the target's unit.

    Example:
        >>> import numpy as np
        >>> outcome = RegressionOutcome.of(np.array([1.0, 2.0, 4.0]), np.array([2.0, 2.0, 1.0]))
        >>> round(mae(outcome).value, 6)
        1.333333
    """
    n = outcome.targeted
    if not n:
        return Absent("no row has a target")
    mean = outcome.sizes.mean
    se = math.sqrt(max(0.0, outcome.squares.mean(n) - mean * mean) / n)
    return normal(mean, se, n, 0.0)
