"""Rows whose value is not a number."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric


@metric(
    kinds=NUMBERS,
    formula="NaNs / rows, of the current side",
    high=1,
    read="NaN where the reference has none: a division or a join has failed upstream.",
    needs="current rows",
    at_rest=None,
)
def nan_share(pair: Pair) -> float:
    """Share of rows that are NaN.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> p, q = NumberSummary.of(np.array([1.0, 2.0])), NumberSummary.of(np.array([1.0, np.nan]))
        >>> nan_share(Pair(p, q))
        0.5
    """
    return pair.numbers[1].nans / pair.current.rows
