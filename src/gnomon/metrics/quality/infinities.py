"""Rows whose value is infinite."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric


@metric(
    kinds=NUMBERS,
    formula="infinities of both signs / rows, of the current side",
    high=1,
    read="Infinity where the reference has none: a division by zero or an overflow upstream.",
    needs="current rows",
    at_rest=None,
)
def infinity_share(pair: Pair) -> float:
    """Share of rows that are infinite.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> p, q = NumberSummary.of(np.array([1.0, 2.0])), NumberSummary.of(np.array([1.0, -np.inf]))
        >>> infinity_share(Pair(p, q))
        0.5
    """
    return pair.numbers[1].infs / pair.current.rows
