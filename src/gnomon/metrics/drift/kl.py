"""The Kullback-Leibler divergence of the current distribution from the reference."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.metrics import shares
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


def divergence(q: npt.NDArray[np.float64], p: npt.NDArray[np.float64]) -> float:
    """The divergence of `q` from `p` over the same cells, in nats.

    Args:
        q: `(C,)` current shares.
        p: `(C,)` reference shares, above zero wherever `q` is.

    Example:
        >>> round(divergence(np.array([0.1, 0.3, 0.35, 0.25]), np.array([0.2, 0.3, 0.3, 0.2])), 6)
        0.040424
    """
    return max(0.0, float(shares.entropy_terms(q, p).sum()))


@metric(
    kinds=VALUES,
    formula="sum of q ln(q / p) over cells, after one half is added to every cell's count",
    read="0 is no change; the nats lost when current rows are coded by the reference.",
    source="Kullback & Leibler 1951",
)
def kl(pair: Pair) -> float:
    """Kullback-Leibler divergence: the surprise of current rows to who expects the reference.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [20, 30, 30, 20]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(kl(Pair(p, q)), 6)
        0.038525
    """
    p, q = pair.smoothed
    return divergence(q, p)
