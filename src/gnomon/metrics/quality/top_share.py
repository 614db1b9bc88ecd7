"""How many rows have the most frequent value."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


@metric(
    kinds=VALUES,
    formula="rows with the most frequent value / rows, of the current side",
    high=1,
    bad="neither",
    read="Near 1 the column says nothing. Past 2,048 distinct values that of the fullest cell: an upper bound.",
    needs="current rows",
    at_rest=None,
)
def top_share(pair: Pair) -> float:
    """Share of rows with the most frequent value.

    Example:
        >>> from gnomon.profiles.flag import FlagSummary
        >>> top_share(Pair(FlagSummary(trues=4), FlagSummary(nulls=1, falses=1, trues=2)))
        0.5
    """
    return pair.top_shares[1]
