"""Probability laws that the tests are measured by, in closed form."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def two_sided(z: Floats) -> Floats:
    """Chance that a standard normal variable is at least as far from 0 as `z`.

    Example:
        >>> two_sided(np.array([0.0, -1.959964])).round(6).tolist()
        [1.0, 0.05]
    """
    return np.asarray(_erfc(np.abs(z) / math.sqrt(2)))


def upper(z: Floats) -> Floats:
    """Chance that a standard normal variable is at least `z`.

    Example:
        >>> upper(np.array([1.644854])).round(6).tolist()
        [0.05]
    """
    return np.asarray(0.5 * _erfc(z / math.sqrt(2)))


def normal_quantile(p: float) -> float:
    """The `z` that a standard normal variable exceeds with chance `p`; infinite at 0.

    Example:
        >>> round(normal_quantile(0.025), 6)
        1.959964
    """
    return -NormalDist().inv_cdf(p) if p > 0 else math.inf


def t_to_z(t: Floats, nu: Floats) -> Floats:
    """The standard normal value as unlikely as a Student t.

    Args:
        t: Any shape.
        nu: Degrees of freedom, broadcast to `t`; infinite leaves `t` as it is.

    Source: Wallace 1959.

    Example:
        >>> t_to_z(np.array([4.0]), np.array([27.0])).round(6).tolist()
        [3.512316]
    """
    finite = np.where(np.isinf(nu), 1.0, nu)
    with np.errstate(over="ignore"):
        z = np.sign(t) * (8 * finite + 1) / (8 * finite + 3) * np.sqrt(finite * np.log1p(t * t / finite))
    return np.where(np.isinf(nu), t, z)


def z_to_t(z: Floats, nu: Floats) -> Floats:
    """The inverse of `t_to_z`.

    Example:
        >>> z_to_t(np.array([3.512316, 2.0]), np.array([27.0, np.inf])).round(4).tolist()
        [4.0, 2.0]
    """
    finite = np.where(np.isinf(nu), 1.0, nu)
    c = (8 * finite + 1) / (8 * finite + 3)
    with np.errstate(over="ignore"):
        t = np.sign(z) * np.sqrt(finite * np.expm1(z * z / (finite * c * c)))
    return np.where(np.isinf(nu), z, t)


def f_to_z(f: Floats, upper_df: Floats, lower_df: Floats) -> Floats:
    """The standard normal value as unlikely as an F ratio.

    Args:
        f: Ratio of variances, not negative.
        upper_df: Degrees of freedom of the numerator.
        lower_df: Those of the denominator; may be infinite.

    Source: Paulson 1942.

    Example:
        >>> f_to_z(np.array([5.0]), np.array([17.0]), np.array([27.0])).round(6).tolist()
        [3.678932]
    """
    a, b = 2 / (9 * upper_df), 2 / (9 * lower_df)
    root = np.cbrt(f)
    return np.asarray(((1 - b) * root - (1 - a)) / np.sqrt(b * root * root + a))


def z_to_f(z: Floats, upper_df: Floats, lower_df: Floats) -> Floats:
    """The inverse of `f_to_z` for `z` >= 0; infinite where no F ratio is so unlikely.

    Example:
        >>> z_to_f(np.array([3.678932]), np.array([17.0]), np.array([27.0])).round(4).tolist()
        [5.0]
    """
    a, b = 2 / (9 * upper_df), 2 / (9 * lower_df)
    # (1-b)^2 r^2 - 2 (1-a)(1-b) r + (1-a)^2 = z^2 (b r^2 + a), the greater root
    square = (1 - b) ** 2 - z * z * b
    half = (1 - a) * (1 - b)
    inside = half * half - square * ((1 - a) ** 2 - z * z * a)
    reachable = square > 0
    root = (half + np.sqrt(np.maximum(inside, 0))) / np.where(reachable, square, 1)
    return np.where(reachable, root**3, np.inf)


def x_log_ratio(a: Floats, b: Floats) -> Floats:
    """`a ln(a / b)`, 0 where `a` is not positive."""
    positive = a > 0
    ratio = np.maximum(np.where(positive, a, 1) / np.where(b > 0, b, 1), np.finfo(np.float64).tiny)
    return np.asarray(np.where(positive, a * np.log(ratio), 0.0))


def deviance_root(x: Floats, n: Floats, p: Floats, m: Floats) -> Floats:
    """Signed root of the deviance of `x` of `n` against a share `p` that is known from `m`.

    About standard normal, also where few are expected.

    Args:
        x: Hits.
        n: Trials.
        p: Expected share in [0, 1].
        m: Trials from which `p` is known.

    Source: Rao 1973, 6d (likelihood ratio); signed root as in McCullagh & Nelder 1989.

    Example:
        >>> deviance_root(*(np.array([v]) for v in (7.0, 1000.0, 0.002, 20000.0))).round(6).tolist()
        [2.643795]
    """
    q = (x + m * p) / (n + m)
    g = 2 * (
        x_log_ratio(x, n * q)
        + x_log_ratio(n - x, n * (1 - q))
        + x_log_ratio(m * p, m * q)
        + x_log_ratio(m * (1 - p), m * (1 - q))
    )
    return np.asarray(np.sign(x / np.maximum(n, 1) - p) * np.sqrt(np.maximum(g, 0)))


def reject(p: Floats, q: float) -> Flags:
    """Choose which of many tests are in violation, a window at a time.

    Args:
        p: `(J, T)` chance of each column in each window; 1 where there is none.
        q: Chance that anything is chosen in a window when nothing changed.

    Returns:
        `(J, T)`.

    Source: Benjamini & Hochberg 1995.

    Example:
        >>> reject(np.array([[0.01], [0.02], [0.9]]), 0.04).ravel().tolist()
        [True, True, False]
    """
    columns = len(p)
    if not columns:
        return np.zeros(p.shape, np.bool_)
    ranks = np.arange(1, columns + 1)[:, None]
    below = np.sort(p, 0) <= q * ranks / columns
    chosen = np.where(below, ranks, 0).max(0)
    return np.asarray((p <= q * chosen / columns) & (chosen > 0))
