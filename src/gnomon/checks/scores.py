"""Scores of cells: how far up, and how far out, a cell lies in the reference."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Scores(NamedTuple):
    """Scores of the cells under expected shares `P`.

    Attributes:
        location: `(…, C)` mid-ranks with mean 0 and variance 1 under P; 0 where there is one value only.
        spread: `(…, C)` squares of `location`, made orthogonal to 1 and to it, variance 1; 0 with two values.
        tilt: `(…,)` `sum P location^2 spread`: how much spread a pure change of location implies.
    """

    location: Floats
    spread: Floats
    tilt: Floats


def of(expected: Floats, is_ordered: Flags | None = None) -> Scores:
    """Score cells, in order, by their expected shares.

    Args:
        expected: `(…, C)` shares that sum to 1; cells with 0 do no harm.
        is_ordered: `(…, 1)` whether the cells have an order; without one all scores are 0.

    Source: smooth tests, Neyman 1937; Rayner & Best 1989.

    Example:
        >>> s = of(np.array([0.2, 0.3, 0.3, 0.2]))
        >>> s.location.round(6).tolist()
        [-1.436842, -0.538816, 0.538816, 1.436842]
        >>> s.spread.round(6).tolist(), round(float(s.tilt), 6)
        ([1.224745, -0.816497, -0.816497, 1.224745], 0.869174)
    """
    x = mid_ranks(expected)
    x = x - (expected * x).sum(-1, keepdims=True)
    first = _standardised(x, expected, 1e-12)
    if is_ordered is not None:
        first = first * is_ordered
    y = first * first
    y = y - (expected * y).sum(-1, keepdims=True)
    y = y - (expected * y * first).sum(-1, keepdims=True) * first
    second = _standardised(y, expected, 1e-9)
    return Scores(first, second, (expected * first * first * second).sum(-1))


def mid_ranks(expected: Floats) -> Floats:
    """Share of the reference below each cell plus half of the cell's own: `(…, C)` in [0, 1]."""
    return np.asarray(np.cumsum(expected, -1) - expected / 2)


def _standardised(x: Floats, expected: Floats, least: float) -> Floats:
    """Divide by the standard deviation under P; 0 where that is rounding only."""
    sd = np.sqrt((expected * x * x).sum(-1, keepdims=True))
    return np.asarray(x / np.where(sd > least, sd, np.inf))
