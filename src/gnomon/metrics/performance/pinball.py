"""How far quantiles that were predicted are off."""

from __future__ import annotations

import math

import numpy as np

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.regression import RegressionOutcome


@outcome_metric(
    kinds=["regression"],
    formula="mean of max(t r, (t - 1) r) at the level t, r = target - prediction; by default t = 0.5",
    high=math.inf,
    bad="up",
    read="In the target's unit; at t = 0.5 it is half of mae, at t = 0.9 missing from above costs a ninth.",
    scale="error",
    source="Koenker & Bassett 1978",
)
def pinball(outcome: RegressionOutcome, level: float = 0.5) -> Measured:
    """Pinball loss of predictions that claim to be a quantile.

    The sums of r and |r| are exact; the spread for the interval comes from the residual's buckets.

    Args:
        outcome: What happened.
        level: The quantile that was predicted, in (0, 1).

    Example:
        >>> outcome = RegressionOutcome.of(np.array([1.0, 2.0, 4.0]), np.array([2.0, 2.0, 1.0]))
        >>> round(pinball(outcome, 0.9).value, 6)
        0.933333
    """
    n = outcome.targeted
    if not n:
        return Absent("no row has a target")
    value = outcome.sizes.mean / 2 + (level - 0.5) * outcome.residuals.mean
    r, counts = outcome.residuals.points(), outcome.residuals.histogram.counts
    squares = float((np.maximum(level * r, (level - 1) * r) ** 2 * counts).sum()) / n
    return normal(value, math.sqrt(max(0.0, squares - value * value) / n), n, 0.0)
