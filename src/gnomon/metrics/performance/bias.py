"""Whether predictions are too high or too low."""

from __future__ import annotations

import math

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.regression import RegressionOutcome


@outcome_metric(
    kinds=["regression"],
    formula="mean of prediction - target",
    low=-math.inf,
    high=math.inf,
    bad="away",
    read="Above 0, predictions are too high.",
    scale="score",
    source="Central limit theorem (interval)",
)
def bias(outcome: RegressionOutcome) -> Measured:
    """Bias: mean of prediction minus target, in the target's unit.

    Example:
        >>> import numpy as np
        >>> outcome = RegressionOutcome.of(np.array([1.0, 2.0, 4.0]), np.array([2.0, 2.0, 1.0]))
        >>> round(bias(outcome).value, 6)
        -0.666667
    """
    n = outcome.targeted
    if not n:
        return Absent("no row has a target")
    mean = outcome.residuals.mean
    se = math.sqrt(max(0.0, outcome.squares.mean(n) - mean * mean) / n)
    return normal(0.0 - mean, se, n)
