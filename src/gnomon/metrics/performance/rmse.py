"""How far predictions are off, large errors counting more."""

from __future__ import annotations

import math

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.regression import RegressionOutcome


@outcome_metric(
    kinds=["regression"],
    formula="sqrt(mean of r^2), r = target - prediction",
    high=math.inf,
    bad="up",
    read="At least mae; far above it, a few rows are far off.",
    scale="error",
    source="Delta method (interval)",
)
def rmse(outcome: RegressionOutcome) -> Measured:
    """Root mean squared error, in the target's unit.

    Example:
        >>> import numpy as np
        >>> outcome = RegressionOutcome.of(np.array([1.0, 2.0, 4.0]), np.array([2.0, 2.0, 1.0]))
        >>> round(rmse(outcome).value, 6)
        1.825742
    """
    n = outcome.targeted
    if not n:
        return Absent("no row has a target")
    squared = outcome.squares.mean(n)
    root = math.sqrt(squared)
    spread = max(0.0, outcome.squares.squares.mean(n) - squared * squared)
    se = math.sqrt(spread / n) / (2 * root) if root else 0.0
    return normal(root, se, n, 0.0)
