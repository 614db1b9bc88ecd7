"""Cramér's V."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


@metric(
    kinds=VALUES,
    formula="sqrt(chi2 / (n + m)) of the 2 x C table of counts",
    high=1,
    read="It depends on how many rows each side has: to compare windows, read cohen_w.",
    source="Cramér 1946",
)
def cramers_v(pair: Pair) -> float:
    """Cramér's V: how well the cell tells which side a row is from.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [200, 300, 300, 200]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(cramers_v(Pair(p, q)), 6)
        0.077573
    """
    p, q = pair.shares
    n, m = (int(side.sum()) for side in pair.counts)
    both = (n * p + m * q) / (n + m)
    held = both > 0
    spread = ((p[held] - q[held]) ** 2 / both[held]).sum()
    return float(np.sqrt(min(1.0, spread * (n / (n + m)) * (m / (n + m)))))
