"""The total variation distance."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


@metric(
    kinds=VALUES,
    formula="half the sum of |q - p| over cells",
    high=1,
    read="The share of rows that would have to change cell to undo the change.",
)
def tv(pair: Pair) -> float:
    """Total variation: the share of rows that lie in another cell than before.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [20, 30, 30, 20]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(tv(Pair(p, q)), 6)
        0.1
    """
    p, q = pair.shares
    return min(1.0, float(np.abs(q - p).sum()) / 2)
