"""Means of figures of several classes."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from gnomon.metrics.estimate import Absent, Measured, normal

Floats = npt.NDArray[np.float64]


def average(values: Floats, variances: Floats, weights: Floats, n: int) -> Measured:
    """The weighted mean of the classes that have a value, each taken as independent of the others.

    Args:
        values: `(C,)` in [0, 1]; NaN where a class has none.
        variances: `(C,)` of the values.
        weights: `(C,)` not negative.
        n: Rows.

    Example:
        >>> average(np.array([1.0, 0.5, np.nan]), np.array([0.0, 0.04, 1.0]), np.ones(3), 10).value
        0.75
    """
    held = ~np.isnan(values) & (weights > 0)
    if not held.any():
        return Absent("no class has a value", n)
    shares = weights[held] / weights[held].sum()
    se = math.sqrt(float((shares**2 * variances[held]).sum()))
    return normal(float((shares * values[held]).sum()), se, n, 0.0, 1.0)


def of_shares(values: Floats, trials: Floats) -> Floats:
    """The variance of shares: `(C,)`, 0 where there was no trial.

    Args:
        values: `(C,)` shares.
        trials: `(C,)` what they are shares of.
    """
    return np.where(trials > 0, values * (1 - values) / np.maximum(trials, 1.0), 0.0)
