"""Whether a column has got stuck at one value."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric

MOSTLY = 0.9
TIMES = 3


@metric(
    kinds=VALUES,
    formula="1 if the most frequent value has more than 0.9 of the rows, "
    "and more than 3 times as much as that of the reference",
    high=1,
    read="1: a sensor or a job repeats itself.",
    needs="rows",
)
def stuck(pair: Pair) -> float:
    """Whether nearly all current rows have one value, where the reference varied.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> p, q = NumberSummary.of(np.arange(8.0)), NumberSummary.of(np.full(8, 3.0))
        >>> stuck(Pair(p, q))
        1.0
    """
    before, now = pair.top_shares
    return float(now > MOSTLY and now > TIMES * before)
