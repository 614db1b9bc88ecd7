"""The population stability index, and what is left of it above its own noise."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


def stability_index(p: npt.NDArray[np.float64], q: npt.NDArray[np.float64]) -> float:
    """The index of two distributions over the same cells.

    Args:
        p: `(C,)` reference shares, none of them zero.
        q: `(C,)` current shares, none of them zero.

    Example:
        >>> round(stability_index(np.array([0.2, 0.3, 0.3, 0.2]), np.array([0.1, 0.3, 0.35, 0.25])), 6)
        0.088179
    """
    return float(((q - p) * np.log(q / p)).sum())


@metric(
    kinds=VALUES,
    formula="sum of (q - p) ln(q / p) over cells, after one half is added to every cell's count",
    read="0 is no change, 0.01 about a shift of 0.1 standard deviations; "
    "few rows alone make it large: compare with psi_excess.",
    source="Yurdakul 2018, Statistical properties of the population stability index",
)
def psi(pair: Pair) -> float:
    """Population stability index: how far the shares of cells have moved, both ways added.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [20, 30, 30, 20]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(psi(Pair(p, q)), 6)
        0.083733
    """
    return stability_index(*pair.smoothed)


@metric(
    kinds=VALUES,
    formula="max(0, PSI - (C - 1)(1/n + 1/m)) for C cells, n and m rows with a value",
    read="PSI without what chance alone gives it on average; near 0, the change is no larger than noise.",
    source="Yurdakul 2018, Statistical properties of the population stability index",
)
def psi_excess(pair: Pair) -> float:
    """Population stability index above its average under no change.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [20, 30, 30, 20]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(psi_excess(Pair(p, q)), 6)
        0.023733
    """
    return max(0.0, stability_index(*pair.smoothed) - (len(pair.counts[0]) - 1) * pair.noise)
