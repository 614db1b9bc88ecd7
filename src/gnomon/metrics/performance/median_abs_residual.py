"""How far a typical prediction is off."""

from __future__ import annotations

import math

from gnomon.metrics.estimate import Absent, Estimate, Measured, Z
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.regression import RegressionOutcome


@outcome_metric(
    kinds=["regression"],
    formula="median of |r|, r = target - prediction",
    high=math.inf,
    bad="up",
    read="Half of the rows are off by less; a few wild rows do not move it.",
    scale="error",
    source="Order statistics (interval)",
)
def median_abs_residual(outcome: RegressionOutcome) -> Measured:
    """Median absolute residual, in the target's unit.

    Example:
        >>> import numpy as np
        >>> outcome = RegressionOutcome.of(np.array([1.0, 2.0, 4.0]), np.array([2.0, 2.0, 1.0]))
        >>> round(median_abs_residual(outcome).value, 6)
        1.0
    """
    n = outcome.targeted
    if not n:
        return Absent("no row has a target")
    half = Z * math.sqrt(n) / 2 / n
    low, middle, high = (outcome.sizes.quantile(min(max(q, 0.0), 1.0)) for q in (0.5 - half, 0.5, 0.5 + half))
    return Estimate(middle, low, high, (high - low) / (2 * Z), n)
