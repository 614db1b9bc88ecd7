"""Simulated entities: columns whose windows wobble, repeat by the week, or change at a known window.

A numeric column is drawn as 200 fine cells of a normal law: the tests read ranks only, so that any continuous
law gives the same counts. What lies outside the reference's range is drawn by the law of its extremes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

FINE = 200
_normal = NormalDist()
EDGES = np.array([_normal.inv_cdf(i / FINE) for i in range(1, FINE)])
_GRID = np.linspace(-9, 9, 200_001)
_CDF = 0.5 * np.vectorize(math.erfc)(-_GRID / math.sqrt(2))
ZIPF = np.arange(1, 13) ** -1.2


@dataclass(frozen=True, eq=False)
class Stream:
    """Counts of J columns in W windows.

    Attributes:
        values: `(J, W, F)` rows in fine cells, of numbers or of names.
        missing: `(J, W)` nulls.
        novel: `(J, W)` rows outside the range, or of names, of the first R windows.
        is_ordered: Whether the cells are numbers.
    """

    values: Integers
    missing: Integers
    novel: Integers
    is_ordered: bool = True


@dataclass(frozen=True, eq=False)
class Course:
    """How J columns move over W windows: `(J, W)` each, in standard deviations of a fresh column.

    Attributes:
        mean: Where they lie.
        sd: How wide they are.
        zeros: Share of an atom below all else.
        nulls: Share of missing rows.
    """

    mean: Floats
    sd: Floats | float = 1.0
    zeros: Floats | float = 0.0
    nulls: Floats | float = 0.0


def wobble(rng: np.random.Generator, shape: tuple[int, int], rho: float, sd: float) -> Floats:
    """An autoregressive series of a given standard deviation for each column: `(J, W)`."""
    noise = rng.standard_normal(shape)
    found = np.empty(shape)
    found[:, 0] = noise[:, 0]
    for t in range(1, shape[1]):
        found[:, t] = rho * found[:, t - 1] + math.sqrt(1 - rho * rho) * noise[:, t]
    return found * sd


def numbers(rng: np.random.Generator, n: int, course: Course, reference: int) -> Stream:
    """Draw the rows of numeric columns.

    Args:
        rng: Of the run.
        n: Rows of a window.
        course: How the columns move.
        reference: The first so many windows make the range.
    """
    mean = course.mean
    sd, zeros, nulls = (np.broadcast_to(x, mean.shape) for x in (course.sd, course.zeros, course.nulls))
    missing = rng.binomial(n, np.clip(nulls, 0, 1), mean.shape)
    atom = int(bool(np.any(zeros)))
    values = np.empty((*mean.shape, FINE + atom), np.int64)
    for j in range(len(mean)):
        below = np.interp((EDGES - mean[j][:, None]) / sd[j][:, None], _GRID, _CDF)
        share = np.diff(below, prepend=0, append=1, axis=1)
        if atom:
            share = np.hstack((zeros[j][:, None], share * (1 - zeros[j][:, None])))
        values[j] = rng.multinomial(n - missing[j], share / share.sum(1, keepdims=True))
    return Stream(values, missing, _outside(rng, n - missing, mean, sd, reference))


def _outside(rng: np.random.Generator, n: Integers, mean: Floats, sd: Floats, reference: int) -> Integers:
    """Rows beyond the extremes of the first windows, which are drawn by their law."""
    grid = np.linspace(1.5, 9, 600)
    found = np.empty(mean.shape)
    for j in range(len(mean)):
        m, s, rows = mean[j, :reference, None], sd[j, :reference, None], n[j, :reference, None]
        ends = []
        for sign in (1, -1):
            beyond = np.interp(-(grid - sign * m) / s, _GRID, _CDF)
            chance = (rows * np.log1p(-np.minimum(beyond, 1 - 1e-12))).sum(0)
            ends.append(np.interp(math.log(rng.random()), chance, grid))
        high, low = ends
        found[j] = np.interp((-low - mean[j]) / sd[j], _GRID, _CDF) + np.interp(-(high - mean[j]) / sd[j], _GRID, _CDF)
    return rng.binomial(n, np.clip(found, 0, 1))


def names(rng: np.random.Generator, n: int, shares: Floats) -> Stream:
    """Draw the rows of columns of names.

    Args:
        rng: Of the run.
        n: Rows of a window.
        shares: `(J, W, K)` of each name.
    """
    values = rng.multinomial(n, shares / shares.sum(2, keepdims=True))
    nothing = np.zeros(values.shape[:2], np.int64)
    return Stream(values, nothing, nothing, is_ordered=False)


def _mixed(rng: np.random.Generator, shape: tuple[int, int], week: Floats) -> Course:
    half, quarter = shape[0] // 2, shape[0] // 4
    mean = np.zeros(shape)
    mean[half : half + quarter] = wobble(rng, (quarter, shape[1]), 0.5, 0.1)
    mean[half + quarter :] = wobble(rng, (shape[0] - half - quarter, shape[1]), 0.8, 0.05)
    return Course(mean)


def _few(rng: np.random.Generator, shape: tuple[int, int], week: Floats) -> Course:
    mean = np.zeros(shape)
    mean[-5:] = wobble(rng, (5, shape[1]), 0.8, 0.1)
    return Course(mean)


def _zeros(rng: np.random.Generator, shape: tuple[int, int], week: Floats) -> Course:
    return Course(
        wobble(rng, shape, 0.5, 0.03),
        np.exp(wobble(rng, shape, 0.5, 0.05)),
        np.clip(0.6 + wobble(rng, shape, 0.5, 0.01), 0, 1),
        np.clip(0.05 + wobble(rng, shape, 0.5, 0.01), 0, 1),
    )


CALM: dict[str, Callable[[np.random.Generator, tuple[int, int], Floats], Course]] = {
    "independent rows": lambda rng, shape, week: Course(np.zeros(shape)),
    "AR .8, sd .05": lambda rng, shape, week: Course(wobble(rng, shape, 0.8, 0.05)),
    "AR .5, sd .1": lambda rng, shape, week: Course(wobble(rng, shape, 0.5, 0.1)),
    "AR .8, sd .1": lambda rng, shape, week: Course(wobble(rng, shape, 0.8, 0.1)),
    "half independent, half AR": _mixed,
    "five of 100 AR": _few,
    "weekly, sd .3": lambda rng, shape, week: Course(week),
    "weekly and AR .5": lambda rng, shape, week: Course(week + wobble(rng, shape, 0.5, 0.05)),
    "60 % zeros, 5 % null, AR": _zeros,
}
"""Numeric columns that do not change, by what they do."""

NAMED = {"12 names": False, "12 names that wobble": True}
"""Columns of names that do not change, and whether they wobble."""


def calm(what: str, rng: np.random.Generator, n: int, reference: int, shape: tuple[int, int]) -> Stream:
    """Columns that do not change.

    Args:
        what: One of `CALM` or `NAMED`.
        rng: Of the run.
        n: Rows of a window.
        reference: How many windows are the reference.
        shape: Columns and windows, those of the reference among them.
    """
    if what in NAMED:
        p = ZIPF / ZIPF.sum()
        shares = np.maximum(rng.dirichlet(p * 2000, shape), 1e-12) if NAMED[what] else np.broadcast_to(p, (*shape, 12))
        return names(rng, n, shares)
    week = rng.normal(0, 0.3, (shape[0], 7))[:, np.arange(shape[1]) % 7]
    return numbers(rng, n, CALM[what](rng, shape, week), reference)
