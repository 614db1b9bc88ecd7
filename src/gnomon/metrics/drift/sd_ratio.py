"""How the spread has changed."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric


@metric(
    kinds=NUMBERS,
    formula="sd of current / sd of reference",
    bad="away",
    read="1 is no change, 2 twice the spread; none where the reference is constant or a side has one value.",
    at_rest=1.0,
)
def sd_ratio(pair: Pair) -> float | None:
    """Ratio of the standard deviations.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(sd_ratio(Pair(p, q)), 6)
        1.929932
    """
    p, q = pair.numbers
    return q.std / p.std if p.std > 0 else None
