"""The shape test: what differs in the cells beside location and spread; for categories, the mix."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks.laws import x_log_ratio
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

KEPT = 0.5  # share of the degrees of freedom that numbers keep: their dispersion is itself estimated


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What the reference says of the shape of J columns.

    Attributes:
        df: `(J,)` cells that can move freely.
        effective: `(J,)` degrees of freedom that they move with.
        lower: `(J,)` degrees of freedom that the dispersion is known with.
        phi: `(J,)` dispersion of a single window; 1 is sampling noise alone.
        tau: By level, `(J,)` squared effect that the reference's windows have beyond sampling noise.
        reach: By level, `(J,)` the largest standardised deviance of its own windows, each left out.
    """

    df: Floats
    effective: Floats
    lower: Floats
    phi: Floats
    tau: Mapping[int, Floats]
    reach: Mapping[int, Floats]


def squared_effect(values: Floats, expected: Floats, m: Floats, scores: tuple[Floats, Floats]) -> Floats:
    """Squared effect in Cohen's w, sampling noise included: a two-sample deviance times `1/n + 1/m`.

    Args:
        values: `(J, T, C)` rows now.
        expected: `(J, T, C)` expected shares.
        m: `(J, T)` rows that these are known from.
        scores: `(J, T, C)` location and spread scores, whose part is taken out; zeros take out nothing.

    Source: STATISTICS B2; the deviance rather than Pearson's statistic, since it is accurate for small counts.

    Example:
        >>> from gnomon.checks import scores
        >>> p = np.array([[[0.2, 0.3, 0.3, 0.2]]])
        >>> now, m, nothing = np.array([[[10.0, 30.0, 35.0, 25.0]]]), np.array([[1000.0]]), np.zeros((1, 1, 4))
        >>> squared_effect(now, p, m, (nothing, nothing)).round(6).tolist()
        [[0.081785]]
        >>> squared_effect(now, p, m, scores.of(p)[:2]).round(6).tolist()
        [[0.012578]]
    """
    n = np.maximum(values.sum(2), 1)
    m = np.maximum(m, 1)
    joint = (values + m[:, :, None] * expected) / (n + m)[:, :, None]
    known = m[:, :, None] * expected
    deviance = 2 * (x_log_ratio(values, n[:, :, None] * joint) + x_log_ratio(known, m[:, :, None] * joint)).sum(2)
    noise = 1 / n + 1 / m
    difference = values / n[:, :, None] - expected
    for score in scores:
        deviance = deviance - (difference * score).sum(2) ** 2 / noise
    return np.asarray(np.maximum(deviance, 0) * noise)


def standardised(squared: Floats, noise: Floats, df: Floats, tau: Floats) -> Floats:
    """A squared effect in units of what noise and wobble give it on average."""
    return np.asarray(squared / (np.maximum(df, 1)[:, None] * noise + tau[:, None]))


def still(df: Floats) -> Shape:
    """A shape whose reference has no windows: sampling noise only.

    Args:
        df: `(J,)` cells that can move freely.
    """
    zero, one = np.zeros(len(df)), np.ones(len(df))
    return Shape(df, np.maximum(df, 1), np.full(len(df), math.inf), one, {1: zero}, {1: zero})


def merged(
    values: Floats, expected: Floats, m: Floats, cells: Integers, stretch: Stretch
) -> tuple[Floats, Floats, Floats]:
    """Rows of each stretch, the shares expected of it, and the rows that these are known from.

    Args:
        values: `(J, T, C)` rows.
        expected: `(J, T, C)` shares expected of each window.
        m: `(J, T)` reference rows of each window's season cell.
        cells: `(J,)` how many season cells the column has.
        stretch: What to merge.
    """
    n = values.sum(2)
    rows = stretch.sums(n)
    now = stretch.sums(values)
    shares = stretch.sums(expected * n[:, :, None]) / np.maximum(rows, 1)[:, :, None]
    return now, shares, m * np.minimum(cells, stretch.length)[:, None]


def learn(
    values: Floats,
    expected: Floats,
    m: Floats,
    cells: Integers,
    scores: tuple[Floats, Floats],
    df: Floats,
    is_ordered: Flags,
    stretches: Mapping[int, Stretch],
) -> Shape:
    """Learn the wobble of the shape from the windows of a reference, each window left out of what it is held against.

    Args:
        values: `(J, R, C)` rows of each window.
        expected: `(J, R, C)` shares of each window's season cell.
        m: `(J, R)` rows of that season cell.
        cells: `(J,)` how many season cells the column has.
        scores: `(J, R, C)` location and spread scores.
        df: `(J,)` cells that can move freely; 0 where there is no such test.
        is_ordered: `(J,)` whether the cells have an order.
        stretches: By level, the stretches of reference windows.
    """
    tau, reach = {}, {}
    phi = effective = np.ones(len(df))
    kept = np.where(is_ordered, KEPT, 1)
    for level, stretch in stretches.items():
        now, shares, known = merged(values, expected, m, cells, stretch)
        n = now.sum(2)
        rest = np.maximum(known - n, 1)
        left = np.maximum(shares * known[:, :, None] - now, 0) / rest[:, :, None]
        squared = squared_effect(now, left, rest, scores)
        noise = 1 / np.maximum(n, 1) + 1 / rest
        free = np.maximum(df, 1)[:, None] * noise
        tau[level] = np.maximum(0, _mean(squared - free, stretch.full))
        standard = standardised(squared, noise, df, tau[level])
        reach[level] = np.where(stretch.full, standard, 0).max(1)
        if level == 1:
            phi = _mean(squared / free, stretch.full)
            effective = np.clip(kept * 2 / np.maximum(_variance(standard, stretch.full), 1e-9), 1, np.maximum(df, 1))
    windows = stretches[1].full.sum(1)
    few = windows < 2  # noqa: PLR2004 - one window says nothing of the next
    return Shape(
        df,
        np.where(few, np.maximum(df, 1), effective),
        np.where(few, math.inf, kept * np.maximum(windows - 1, 1)),
        np.where(few, 1, phi),
        {level: np.where(few, 0, t) for level, t in tau.items()},
        {level: np.where(few, 0, w) for level, w in reach.items()},
    )


def _mean(x: Floats, inside: Flags) -> Floats:
    """Mean over the windows that count: `(J,)`."""
    return np.asarray(np.where(inside, x, 0).sum(1) / np.maximum(inside.sum(1), 1))


def _variance(x: Floats, inside: Flags) -> Floats:
    """Variance with n - 1 over the windows that count: `(J,)`."""
    away = np.where(inside, x - _mean(x, inside)[:, None], 0)
    return np.asarray((away**2).sum(1) / np.maximum(inside.sum(1) - 1, 1))
