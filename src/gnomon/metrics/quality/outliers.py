"""Values far outside the middle half of the reference."""

from __future__ import annotations

from gnomon.metrics import bins
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric

REACH = 3  # times the distance of the quartiles: of a normal column 1 row in 425,000 lies beyond


@metric(
    kinds=NUMBERS,
    formula="rows outside [Q1 - 3 IQR, Q3 + 3 IQR] of the reference / rows; IQR = 0: outside [min, max]",
    high=1,
    read="Compare it with the reference: a skewed column always has some. Past 2,048 distinct values a lower bound.",
    at_rest=None,
)
def outlier_share(pair: Pair) -> float:
    """Share of rows that are outliers by the quartiles of the reference.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.arange(8.0))
        >>> outlier_share(Pair(p, NumberSummary.of(np.array([3.0, 100.0]))))
        0.5
    """
    reference, current = pair.numbers
    low, high = reference.quantile(0.25), reference.quantile(0.75)
    if low < high:
        reach = REACH * (high - low)
        low, high = low - reach, high + reach
    else:
        low, high = reference.low, reference.high
    return sum(bins.outside(current, low, high)) / pair.current.rows
