"""Rows without a value."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import ALL, metric


@metric(
    kinds=ALL,
    formula="nulls / rows, of the current side",
    high=1,
    read="The share of rows without a value; missing_change compares it.",
    needs="current rows",
    at_rest=None,
)
def null_share(pair: Pair) -> float:
    """Share of rows that are null.

    Example:
        >>> from gnomon.profiles.flag import FlagSummary
        >>> null_share(Pair(FlagSummary(trues=4), FlagSummary(nulls=1, trues=3)))
        0.25
    """
    return pair.current.nulls / pair.current.rows
