"""How the share of missing values has changed."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import ALL, metric


@metric(
    kinds=ALL,
    formula="q - p, the shares of rows that are null or NaN",
    low=-1,
    high=1,
    bad="away",
    read="As a share of rows, above 0 when more is missing: 0.01 is one point.",
    needs="rows",
)
def missing_change(pair: Pair) -> float:
    """Change of the missing share.

    Example:
        >>> from gnomon.profiles.null import NullSummary
        >>> from gnomon.profiles.flag import FlagSummary
        >>> missing_change(Pair(FlagSummary(nulls=1, trues=3), FlagSummary(nulls=2, trues=2)))
        0.25
    """
    p, q = (side.missing / side.rows for side in (pair.reference, pair.current))
    return q - p
