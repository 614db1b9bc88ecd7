"""The Jensen-Shannon distance."""

from __future__ import annotations

from gnomon.metrics import shares
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


@metric(
    kinds=VALUES,
    formula="root of half KL(p, m) + half KL(q, m) with m = (p + q) / 2, logarithms to base 2, over cells",
    high=1,
    read="0 is no change, 1 no cell in common; few rows alone can make it 0.1.",
    source="Lin 1991; Endres & Schindelin 2003 (it is a distance)",
)
def js(pair: Pair) -> float:
    """Jensen-Shannon distance: how far each side lies from the mixture of both.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [20, 30, 30, 20]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(js(Pair(p, q)), 6)
        0.125108
    """
    return shares.jensen_shannon(*pair.shares)
