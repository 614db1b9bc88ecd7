"""The Kolmogorov-Smirnov distance, and the bound that coarse bins leave."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, metric


@metric(
    kinds=NUMBERS,
    formula="greatest |F - G| over the right ends of the common bins",
    high=1,
    read="The largest difference of the shares at or below one value; "
    "the raw rows give at least this and at most ks_high.",
    symmetric=True,
    source="Kolmogorov 1933; Smirnov 1948",
)
def ks(pair: Pair) -> float:
    """Kolmogorov-Smirnov distance of the distributions.

    Example:
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(ks(Pair(p, q)), 6)
        0.433333
    """
    return float(np.abs(pair.bins.gaps).max())


@metric(
    kinds=NUMBERS,
    formula="greatest of max(F_k - G_(k-1), G_k - F_(k-1)) over bins that are no single value, and of ks",
    high=1,
    read="The most that the distance of the raw rows can be; ks itself up to 2,048 distinct values.",
    at_rest=None,
    symmetric=True,
)
def ks_high(pair: Pair) -> float:
    """Upper bound of the Kolmogorov-Smirnov distance of the raw rows.

    Example:
        >>> from gnomon.profiles.number import NumberSummary
        >>> p = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0]))
        >>> q = NumberSummary.of(np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0]))
        >>> round(ks_high(Pair(p, q)), 6)
        0.433333
    """
    f, g = pair.bins.below
    before_f, before_g = (np.concatenate(([0.0], side[:-1])) for side in (f, g))
    inside = np.maximum(f - before_g, g - before_f)[pair.bins.widths > 0]
    return float(max(np.abs(pair.bins.gaps).max(), inside.max(initial=0.0)))
