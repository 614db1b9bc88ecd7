"""Whether strings are shorter or longer."""

from __future__ import annotations

import numpy as np

from gnomon.metrics import bins
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import metric
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.number import NumberSummary


@metric(
    kinds=["category"],
    formula="Kolmogorov-Smirnov distance of the numbers of characters",
    high=1,
    read="0 is no change, 1 no string is as long as one before. "
    "It also sees ids and free text, whose values are not compared.",
    needs="rows",
)
def length_change(pair: Pair) -> float | None:
    """KS distance of the lengths of the strings.

    Example:
        >>> from gnomon.sketches.histogram import Histogram
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> p = CategorySummary(categories=Categories.of(["ab"]), lengths=Histogram.of(np.array([2.0])))
        >>> q = CategorySummary(categories=Categories.of(["abc"]), lengths=Histogram.of(np.array([3.0])))
        >>> length_change(Pair(p, q))
        1.0
    """
    a, b = (_lengths(side) for side in (pair.reference, pair.current))
    if not (a.count and b.count):
        return None
    return float(np.abs(bins.common(a, b).gaps).max())


def _lengths(side: object) -> NumberSummary:
    """Lengths as numbers; the ends matter to bins of several lengths only, of which a KS asks nothing."""
    return NumberSummary(histogram=side.lengths) if isinstance(side, CategorySummary) else NumberSummary()
