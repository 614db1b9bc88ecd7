"""Counts of cells as shares, and the one distance that more than one room of metrics needs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def shares(counts: Counts) -> Floats:
    """Counts as shares of their total.

    Args:
        counts: `(C,)`, total above zero.

    Returns:
        `(C,)` in [0, 1], adding to 1.

    Example:
        >>> shares(np.array([1, 3]))
        array([0.25, 0.75])
    """
    return counts / int(counts.sum())


def smoothed(counts: Counts) -> Floats:
    """Counts as shares after adding one half to every cell, so that no share is zero.

    Example:
        >>> smoothed(np.array([0, 3]))
        array([0.125, 0.875])
    """
    return (counts.astype(np.float64) + 0.5) / (int(counts.sum()) + len(counts) / 2)


def entropy_terms(p: Floats, q: Floats) -> Floats:
    """The terms `p ln(p / q)` of a relative entropy, with `0 ln 0 = 0`.

    Args:
        p: `(C,)` shares.
        q: `(C,)` shares, above zero wherever `p` is.

    Example:
        >>> entropy_terms(np.array([0.0, 1.0]), np.array([0.5, 0.5])).round(6)
        array([0.      , 0.693147])
    """
    held = p > 0
    return np.where(held, p * np.log(np.where(held, p, 1.0) / np.where(held, q, 1.0)), 0.0)


def jensen_shannon(p: Floats, q: Floats) -> float:
    """The Jensen-Shannon distance of two distributions over the same cells.

    Args:
        p: `(C,)` shares.
        q: `(C,)` shares.

    Returns:
        0 for equal, 1 for disjoint distributions.

    Example:
        >>> round(jensen_shannon(np.array([0.2, 0.3, 0.3, 0.2]), np.array([0.1, 0.3, 0.35, 0.25])), 6)
        0.125108

    Source: Lin 1991, with logarithms to base 2, as a distance (the root of the divergence).
    """
    middle = (p + q) / 2
    bits = float((entropy_terms(p, middle) + entropy_terms(q, middle)).sum()) / (2 * np.log(2))
    return float(np.sqrt(min(max(bits, 0.0), 1.0)))
