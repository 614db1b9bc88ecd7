"""The Wasserstein distance, its error bound, and itself in standard deviations."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric


def distance(pair: Pair) -> float:
    """The distance in the unit of the numbers; both sides must have values."""
    return float((np.abs(pair.bins.gaps[:-1]) * pair.bins.steps).sum())


@metric(
    kinds=NUMBERS,
    formula="sum of |F_k - G_k| (x_(k+1) - x_k) over the common bins",
    read="How far a row has moved on average, in the data's own unit (times: seconds); "
    "off by at most wasserstein_error.",
    symmetric=True,
    source="Vallender 1974",
)
def wasserstein(pair: Pair) -> float:
    """Wasserstein-1 distance: the least average way from one distribution to the other.

    Example:
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(wasserstein(Pair(p, q)), 6)
        2.233333
    """
    return distance(pair) / pair.unit


@metric(
    kinds=NUMBERS,
    formula="half the sum of (p_k + q_k) w_k over the common bins of width w",
    bad="neither",
    read="The most that wasserstein can be off the raw rows, in its unit; 0 up to 2,048 distinct values.",
    at_rest=None,
    symmetric=True,
)
def wasserstein_error(pair: Pair) -> float:
    """Bound of the error of the Wasserstein distance.

    Example:
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(wasserstein_error(Pair(p, q)), 6)
        0.0
    """
    p, q = (side / side.sum() for side in (pair.bins.reference, pair.bins.current))
    return float(((p + q) * pair.bins.widths).sum()) / 2 / pair.unit


@metric(
    kinds=NUMBERS,
    formula="W1 / sd(reference)",
    read="As wasserstein, in standard deviations of the reference, so that columns can be compared; "
    "none where the reference is constant.",
)
def wasserstein_normed(pair: Pair) -> float | None:
    """Wasserstein-1 distance in standard deviations of the reference.

    Example:
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(wasserstein_normed(Pair(p, q)), 6)
        1.472616
    """
    sd = pair.numbers[0].std
    return distance(pair) / sd if sd > 0 else None
