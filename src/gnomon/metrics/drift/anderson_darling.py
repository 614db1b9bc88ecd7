"""The Anderson-Darling statistic of two samples."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric

LEAST = 5  # values on each side: with fewer its law is not known


@metric(
    kinds=NUMBERS,
    formula="A2akN of Scholz & Stephens for two samples, with midranks, on the common bins",
    read="It grows with the number of rows; about 1 is no change, above 4 is rare by chance; "
    "tails weigh more than in ks.",
    symmetric=True,
    source="Scholz & Stephens 1987",
)
def anderson_darling(pair: Pair) -> float | None:
    """Anderson-Darling statistic: whether both sides could be draws of one distribution, tails included.

    Example:
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(anderson_darling(Pair(p, q)), 6)
        1.598932
    """
    sides = (pair.bins.reference, pair.bins.current)
    if min(int(side.sum()) for side in sides) < LEAST:
        return None
    both = sides[0] + sides[1]
    total = int(both.sum())
    middle = np.cumsum(both) - both / 2
    spread = middle * (total - middle) - total * both / 4
    held = spread > 0  # one single bin has none: then there is no difference either
    value = 0.0
    for side in sides:
        off = total * (np.cumsum(side) - side / 2) - middle * int(side.sum())
        value += float((both[held] / total * off[held] ** 2 / spread[held]).sum()) / int(side.sum())
    return value * (total - 1) / total
