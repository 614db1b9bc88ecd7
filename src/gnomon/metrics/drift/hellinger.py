"""The Hellinger distance."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


@metric(
    kinds=VALUES,
    formula="root of half the sum of (sqrt p - sqrt q)^2 over cells",
    high=1,
    read="0 is no change, 1 no cell in common; rare cells weigh more than in tv.",
    source="Hellinger 1909",
)
def hellinger(pair: Pair) -> float:
    """Hellinger distance: how far the roots of the shares have moved.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [20, 30, 30, 20]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(hellinger(Pair(p, q)), 6)
        0.10457
    """
    p, q = pair.shares
    return float(np.sqrt(min(1.0, ((np.sqrt(p) - np.sqrt(q)) ** 2).sum() / 2)))
