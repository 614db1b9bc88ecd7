"""Pearson's chi-square statistic, and its p-value."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.metrics import chi_square_law
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


def statistic(p: npt.NDArray[np.int64], q: npt.NDArray[np.int64]) -> float:
    """The statistic of a 2 x C table, without continuity correction.

    Args:
        p: `(C,)` counts of one side, not all zero.
        q: `(C,)` counts of the other, not all zero; cells empty on both sides count nothing.

    Example:
        >>> round(statistic(np.array([200, 300, 300, 200]), np.array([10, 30, 35, 25])), 6)
        6.619285
    """
    n, m = int(p.sum()), int(q.sum())
    held = p + q > 0
    p, both = p[held], (p + q)[held]
    # Both rows of the table in one: their terms differ by the factor n / m alone.
    return float(((p - both * (n / (n + m))) ** 2 / both).sum() * ((n + m) / n) * ((n + m) / m))


@metric(
    kinds=VALUES,
    formula="sum of (count - expected)^2 / expected over the 2 x C table of counts",
    read="It grows with the number of rows: read cohen_w for size and chi2_p for chance.",
    source="Pearson 1900",
)
def chi2(pair: Pair) -> float:
    """Chi-square: whether both sides could be draws of one distribution.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [200, 300, 300, 200]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(chi2(Pair(p, q)), 6)
        6.619285
    """
    return statistic(*pair.counts)


@metric(
    kinds=VALUES,
    formula="chance that a chi-square variable of C - 1 degrees exceeds the statistic",
    high=1,
    bad="down",
    read="With many rows every change is significant: it says whether a change is real, never whether it matters.",
    at_rest=1.0,
    source="Pearson 1900",
)
def chi2_p(pair: Pair) -> float:
    """p-value of the chi-square statistic.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [200, 300, 300, 200]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(chi2_p(Pair(p, q)), 6)
        0.085075
    """
    p, q = pair.counts
    return chi_square_law.tail(statistic(p, q), int((p + q > 0).sum()) - 1)
