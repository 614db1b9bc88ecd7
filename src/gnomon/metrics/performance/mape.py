"""How far predictions are off, relative to the target."""

from __future__ import annotations

import math

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.regression import RegressionOutcome


@outcome_metric(
    kinds=["regression"],
    formula="mean of |r / target| over rows whose target is not 0",
    high=math.inf,
    bad="up",
    read="0.1 is ten per cent off; small targets weigh much. Its n is less than the rows when targets are 0.",
    scale="error",
    source="Central limit theorem (interval)",
)
def mape(outcome: RegressionOutcome) -> Measured:
    """Mean absolute percentage error, as a share; rows whose target is 0 are left out.

    Example:
        >>> import numpy as np
        >>> outcome = RegressionOutcome.of(np.array([1.0, 2.0, 4.0]), np.array([2.0, 2.0, 1.0]))
        >>> round(mape(outcome).value, 6)
        0.583333
    """
    n = outcome.ratios
    if not n:
        return Absent("no row has a target that is not 0", outcome.targeted)
    mean = outcome.ratio.mean(n)
    se = math.sqrt(max(0.0, outcome.ratio.squares.mean(n) - mean * mean) / n)
    return normal(mean, se, n, 0.0)
