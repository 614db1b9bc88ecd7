"""Cohen's w."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


@metric(
    kinds=VALUES,
    formula="root of the sum of (q - p)^2 / p over cells with p > 0",
    read="0.1 is about a shift of 0.1 standard deviations; "
    "categories that the reference lacks are told apart, by new_categories_share.",
    source="Cohen 1988",
)
def cohen_w(pair: Pair) -> float:
    """Cohen's w: the size of the change of the shares, whatever the number of rows.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [20, 30, 30, 20]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(cohen_w(Pair(p, q)), 6)
        0.266145
    """
    p, q = pair.shares
    held = p > 0
    return float(np.sqrt(((q[held] - p[held]) ** 2 / p[held]).sum()))
