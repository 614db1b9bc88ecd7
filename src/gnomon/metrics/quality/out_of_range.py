"""Values outside the reference's range."""

from __future__ import annotations

from gnomon.metrics import bins
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric


@metric(
    kinds=NUMBERS,
    formula="rows below the least or above the greatest reference value, or infinite / rows",
    high=1,
    read="0 is no change; past 2,048 distinct values a lower bound, "
    "short by at most the two buckets that the ends lie in.",
    needs="rows",
    at_rest=None,
)
def out_of_range_share(pair: Pair) -> float | None:
    """Share of rows outside the range of the reference.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> p, q = NumberSummary.of(np.array([1.0, 2.0])), NumberSummary.of(np.array([0.0, 1.0, 2.0, np.inf]))
        >>> out_of_range_share(Pair(p, q))
        0.5
    """
    reference, current = pair.numbers
    if not reference.count:
        return None
    return (sum(bins.outside(current, reference.low, reference.high)) + current.infs) / pair.current.rows
