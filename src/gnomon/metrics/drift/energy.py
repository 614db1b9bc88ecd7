"""The energy distance."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric


@metric(
    kinds=NUMBERS,
    formula="root of 2 times the sum of (F_k - G_k)^2 (x_(k+1) - x_k) over the common bins",
    read="As wasserstein with large moves of few rows weighing more; "
    "its unit is the root of the data's (times: of seconds).",
    symmetric=True,
    source="Székely & Rizzo 2013",
)
def energy(pair: Pair) -> float:
    """Energy distance of the distributions.

    Example:
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(energy(Pair(p, q)), 6)
        1.180395
    """
    return float(np.sqrt(2 * (pair.bins.gaps[:-1] ** 2 * pair.bins.steps).sum() / pair.unit))
