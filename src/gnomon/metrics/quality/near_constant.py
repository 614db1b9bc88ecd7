"""Whether a column is one value almost everywhere."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric

NEARLY = 0.99


@metric(
    kinds=VALUES,
    formula="1 if the most frequent value has more than 0.99 of the rows, else 0",
    high=1,
    read="1: the column says next to nothing, in the reference as well or only now.",
    needs="current rows",
    at_rest=None,
)
def near_constant(pair: Pair) -> float:
    """Whether more than 99 % of the current rows have the same value.

    Example:
        >>> from gnomon.profiles.flag import FlagSummary
        >>> near_constant(Pair(FlagSummary(trues=4), FlagSummary(trues=2)))
        1.0
    """
    return float(pair.top_shares[1] > NEARLY)
