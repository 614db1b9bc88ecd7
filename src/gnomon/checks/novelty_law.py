"""How likely values are that the reference never had."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_log_gamma = np.vectorize(math.lgamma, otypes=[np.float64])
_NEGLIGIBLE = 1e-18


def outside_range(k: Floats, n: Floats, m: Floats) -> Floats:
    """Chance that at least `k` of `n` draws lie outside the range of `m` earlier ones.

    Exact and the same for every continuous distribution: the mass outside the
    range of `m` draws is Beta(2, m - 1).

    Args:
        k: How many were outside; need not be whole (rows that come in clumps).
        n: Draws now.
        m: Draws of the reference.

    Returns:
        `x^k (1 + k (1 - x))` with `x = n / (n + m)`; 1 where `k` is 0.

    Source: Wilks 1941 (coverage of a sample's range).

    Example:
        >>> outside_range(np.array([1.0, 3.0]), np.array([1000.0]), np.array([28000.0])).round(9).tolist()
        [0.067776457, 0.000159767]
    """
    x = n / np.maximum(n + m, 1)
    return np.asarray(np.where(k > 0, x**k * (1 + k * (1 - x)), 1.0))


def unseen(k: Floats, n: Floats, m: Floats, singles: Floats) -> Floats:
    """Chance that at least `k` of `n` draws are of categories that `m` earlier draws lack.

    Args:
        k: Draws of unseen categories; need not be whole.
        n: Draws now.
        m: Draws of the reference.
        singles: Categories that the reference has once.

    Returns:
        `P(Bin(k + singles, x) >= k)` with `x = n / (n + m)`; 1 where `k` is 0.

    Source: Good 1953 (the mass of unseen species), as a negative binomial law.

    Example:
        >>> p = unseen(np.array([4.0]), np.array([1000.0]), np.array([28000.0]), np.array([2.0]))
        >>> f"{p[0]:.5e}"
        '2.00547e-05'
    """
    k, n, m, singles = (np.asarray(a, np.float64) for a in np.broadcast_arrays(k, n, m, singles))
    x = np.clip(n / np.maximum(n + m, 1), 1e-12, 1 - 1e-12)
    trials = k + singles
    # From the mode, where nothing underflows, as far as anything is added: up, and down to k.
    mode = k + np.clip(np.floor(trials * x - k), 0, singles)
    term = np.exp(
        _log_gamma(trials + 1)
        - _log_gamma(mode + 1)
        - _log_gamma(trials - mode + 1)
        + mode * np.log(x)
        + (trials - mode) * np.log1p(-x)
    )
    odds = x / (1 - x)
    total = term + _sum_up(term, mode, trials, odds) + _sum_down(term, mode, k, trials, odds)
    return np.asarray(np.where(k > 0, np.minimum(total, 1), 1.0))


def unseen_alone(k: Floats, n: Floats, m: Floats) -> Floats:
    """Bound for the chance that any category brings `k` rows or more now, and `m` earlier draws lack it.

    Args:
        k: Rows of the commonest category that is lacked.
        n: Draws now.
        m: Draws of the reference.

    Returns:
        At most `(n + m) / k` categories have `k` rows of both sides, and each is lacked with chance
        `x^k`, `x = n / (n + m)`: their product, at most 1; 1 where `k` is 0.

    Source: Boole's inequality over the permutations of both sides' rows.

    Example:
        >>> f"{unseen_alone(np.array([10.0]), np.array([1000.0]), np.array([1000.0]))[0]:.6f}"
        '0.195312'
    """
    x = n / np.maximum(n + m, 1)
    return np.asarray(np.where(k > 0, np.minimum((n + m) / np.maximum(k, 1) * x**k, 1), 1.0))


def _sum_up(term: Floats, hits: Floats, trials: Floats, odds: Floats) -> Floats:
    """Sum of the binomial terms above `hits`."""
    first, total = term, np.zeros_like(term)
    while np.any((hits < trials) & (term > _NEGLIGIBLE * first)):
        term = np.where(hits < trials, term * (trials - hits) / (hits + 1) * odds, 0.0)
        hits = hits + 1
        total = total + term
    return total


def _sum_down(term: Floats, hits: Floats, least: Floats, trials: Floats, odds: Floats) -> Floats:
    """Sum of the binomial terms from `least` to below `hits`."""
    first, total = term, np.zeros_like(term)
    while np.any((hits > least) & (term > _NEGLIGIBLE * first)):
        term = np.where(hits > least, term * hits / (trials - hits + 1) / odds, 0.0)
        hits = hits - 1
        total = total + term
    return total
