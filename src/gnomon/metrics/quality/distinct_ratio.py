"""How many distinct values there are to a row."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import metric


@metric(
    kinds=["category", "number"],
    formula="distinct values / rows with a value, of the current side",
    high=1,
    bad="neither",
    read="1 is a key, near 0 a code; a key that falls has repeats. "
    "Of strings past 2,048 distinct ones an estimate, of numbers none.",
    needs="current rows",
    at_rest=None,
)
def distinct_ratio(pair: Pair) -> float | None:
    """Distinct values to a row with a value.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> q = CategorySummary(categories=Categories.of(["a", "b"], [1, 3]))
        >>> distinct_ratio(Pair(q, q))
        0.5
    """
    side = pair.current
    if not side.count or side.distinct is None:
        return None
    return min(1.0, side.distinct / side.count)
