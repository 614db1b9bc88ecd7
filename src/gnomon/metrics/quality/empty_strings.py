"""Rows whose value is the empty string."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import metric
from gnomon.profiles.category import CategorySummary


@metric(
    kinds=["category"],
    formula="empty strings / rows, of the current side",
    high=1,
    read="A string that says nothing, yet is not null.",
    needs="current rows",
    at_rest=None,
)
def empty_share(pair: Pair) -> float:
    """Share of rows that are the empty string.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> q = CategorySummary(categories=Categories.of(["", "a"], [1, 3]), empties=1)
        >>> empty_share(Pair(q, q))
        0.25
    """
    side = pair.current
    return side.empties / side.rows if isinstance(side, CategorySummary) else 0.0
