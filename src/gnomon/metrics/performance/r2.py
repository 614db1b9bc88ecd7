"""How much of the targets' spread predictions explain."""

from __future__ import annotations

import math

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.regression import RegressionOutcome


@outcome_metric(
    kinds=["regression"],
    formula="1 - sum of r^2 / sum of (target - mean target)^2",
    low=-math.inf,
    read="1 is perfect, 0 as good as the mean; below 0 it is worse. It moves with the spread of the targets.",
    scale="rank",
    source="Delta method, the spread taken as known (interval)",
)
def r2(outcome: RegressionOutcome) -> Measured:
    """Coefficient of determination.

    Example:
        >>> import numpy as np
        >>> outcome = RegressionOutcome.of(np.array([1.0, 2.0, 4.0]), np.array([2.0, 2.0, 1.0]))
        >>> round(r2(outcome).value, 6)
        -1.142857
    """
    n = outcome.targeted
    if not n:
        return Absent("no row has a target")
    spread = outcome.targets.spread(n)
    if not spread:
        return Absent("all targets are equal", n)
    lost = outcome.squares.mean(n)
    se = math.sqrt(max(0.0, outcome.squares.squares.mean(n) - lost * lost) / n) / (spread / n)
    return normal(1 - lost / (spread / n), se, n, high=1.0)
