"""How far the mean has moved."""

from __future__ import annotations

import math

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric


@metric(
    kinds=NUMBERS,
    formula="(mean of current - mean of reference) / sd of reference",
    low=-math.inf,
    bad="away",
    read="In standard deviations of the reference, above 0 when values grew; none where the reference is constant.",
)
def mean_shift(pair: Pair) -> float | None:
    """Shift of the mean, in standard deviations.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(mean_shift(Pair(p, q)), 6)
        1.472616
    """
    p, q = pair.numbers
    return (q.mean - p.mean) / p.std if p.std > 0 else None


@metric(
    kinds=NUMBERS,
    formula="mean of current - mean of reference",
    low=-math.inf,
    bad="away",
    read="In the data's own unit (times: seconds), above 0 when values grew.",
)
def mean_change(pair: Pair) -> float:
    """Shift of the mean, in the data's unit.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(mean_change(Pair(p, q)), 6)
        2.233333
    """
    p, q = pair.numbers
    return (q.mean - p.mean) / pair.unit
