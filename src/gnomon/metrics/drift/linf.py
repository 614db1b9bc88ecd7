"""The L-infinity distance."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


@metric(
    kinds=VALUES,
    formula="greatest |q - p| over cells",
    high=1,
    read="The largest move of a single cell, as a share of rows.",
    source="TensorFlow Data Validation uses it for categories",
)
def linf(pair: Pair) -> float:
    """L-infinity distance: the largest change of one cell's share.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [20, 30, 30, 20]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(linf(Pair(p, q)), 6)
        0.1
    """
    p, q = pair.shares
    return float(np.abs(q - p).max())
