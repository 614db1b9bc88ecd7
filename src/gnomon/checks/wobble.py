"""The wobble: how much a linear test moves from window to window of the reference, beyond sampling noise.

A linear test's deviation is a mean over a window's rows (of a score, or of
"is missing"), so its sampling variance is known; what the reference's windows
vary beyond it is wobble, which a current window may do as well. Few windows
tell little of it, so columns lend each other their dispersion and persistence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks.settings import POOLED
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TINY = 1e-12
NEVER_VARIED = 1e-9
PHI_CAP = 4.0  # no column tells the others more than so much of the common persistence
PRIOR_RHO = 0.5
MOST_RHO = 0.95
ONE_SIDED = 1.645  # the normal's 95 % quantile
HEAVY_PHI = 2.0
MOST_PRIOR = 1e6
MOST_LENT = 1e4


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """What the reference says of one linear test of J columns.

    Attributes:
        mean: `(J, S)` expected deviation in each season cell.
        m: `(J, S)` rows of the reference in it.
        windows: `(J, S)` windows of the reference in it.
        unit: `(J,)` sampling variance of one row.
        phi: `(J,)` dispersion; 1 is sampling noise alone.
        rho: `(J,)` lag-1 correlation of the wobble.
        nu: `(J,)` degrees of freedom that the dispersion is known with.
        tau2: `(J,)` variance of the wobble between windows.
        reach: By level, `(J,)` the largest deviation of the reference's own windows, each left out.
    """

    mean: Floats
    m: Floats
    windows: Floats
    unit: Floats
    phi: Floats
    rho: Floats
    nu: Floats
    tau2: Floats
    reach: Mapping[int, Floats]


def still(mean: Floats, m: Floats, unit: Floats) -> Linear:
    """A linear test whose reference has no windows: sampling noise only.

    Args:
        mean: `(J,)` expected deviation.
        m: `(J,)` rows of the reference.
        unit: `(J,)` sampling variance of one row.
    """
    zero, one = np.zeros(len(m)), np.ones(len(m))
    windows = one[:, None]
    return Linear(mean[:, None], m[:, None], windows, unit, one, zero, np.full(len(m), math.inf), zero, {1: zero})


def learn(
    a: Floats, n: Floats, season: Integers, unit: Floats, present: Flags, stretches: Mapping[int, Stretch]
) -> Linear:
    """Learn a linear test's wobble from the windows of a reference.

    Args:
        a: `(J, R)` the test's value in each window.
        n: `(J, R)` rows of the window; 0 where it has no data.
        season: `(J, R)` each window's season cell.
        unit: `(J,)` sampling variance of one row.
        present: `(J,)` whether the column has this test.
        stretches: By level, the stretches of reference windows.

    Source: STATISTICS B3; DerSimonian & Laird 1986 (variance between windows), Smyth 2004 (moderation),
        Marriott & Pope 1954 (bias of an autocorrelation).
    """
    cells = int(season.max()) + 1
    m, mean, windows = _by_cell(a, n, season, cells)
    residual = np.where(n > 0, a - np.take_along_axis(mean, season, 1), 0)
    r = (n > 0).sum(1)
    known = present & (r >= 2)  # noqa: PLR2004 - one window says nothing of the next
    nu = np.maximum(r - (windows > 0).sum(1), 1)
    phi = np.where(known, (n * residual**2).sum(1) / np.maximum(unit, TINY) / nu, 0)
    r1 = _autocorrelation(residual * np.sqrt(n), r)
    proven = np.clip(r1 - ONE_SIDED / np.sqrt(np.maximum(r, 1)), 0, MOST_RHO)
    rho = _persistence(phi, r1, proven, nu, r, known)
    lent, degrees = _dispersion(phi, rho, proven, nu, r, known)
    degrees = _light_tailed(degrees, phi, n * residual**2, r)
    spare = (np.where(m > 0, m - _squares(n, season, cells) / np.where(m > 0, m, 1), 0)).sum(1)
    excess = np.maximum(np.maximum(0, lent - 1), proven * lent)
    tau2 = np.where(known, excess * nu / np.maximum(spare, TINY) * unit, 0)
    share = n / np.maximum(np.take_along_axis(m, season, 1), 1)
    left_out = np.where((n > 0) & (share < 1), residual / np.where(share < 1, 1 - share, 1), 0)
    reach = {level: _reach(left_out, n, stretch) for level, stretch in stretches.items()}
    return Linear(
        mean, m, windows, unit, np.where(known, phi, 1), np.where(known, rho, 0),
        np.where(known, degrees, math.inf), tau2, {k: np.where(known, v, 0) for k, v in reach.items()},
    )  # fmt: skip


def _by_cell(a: Floats, n: Floats, season: Integers, cells: int) -> tuple[Floats, Floats, Floats]:
    """Rows, mean and windows with data of each season cell: three `(J, S)`."""
    m, mean, windows = (np.zeros((len(a), cells)) for _ in range(3))
    for cell in range(cells):
        weight = np.where(season == cell, n, 0)
        m[:, cell] = weight.sum(1)
        mean[:, cell] = (a * weight).sum(1) / np.where(m[:, cell] > 0, m[:, cell], 1)
        windows[:, cell] = (weight > 0).sum(1)
    return m, mean, windows


def _squares(n: Floats, season: Integers, cells: int) -> Floats:
    """Sum of squared rows in each season cell: `(J, S)`."""
    return np.stack([np.where(season == cell, n * n, 0).sum(1) for cell in range(cells)], 1)


def _autocorrelation(z: Floats, r: Integers) -> Floats:
    """Lag-1 autocorrelation, freed of its bias in short series: `(J,)`."""
    size = np.maximum(r, 2)
    r1 = (z[:, 1:] * z[:, :-1]).sum(1) / np.maximum((z**2).sum(1), TINY) * size / (size - 1)
    return np.asarray(r1 + (1 + 3 * r1) / size)


def _wobble_share(phi: Floats, proven: Floats) -> Floats:
    """Share of a deviation's variance that is wobble; an autocorrelation proves some even where phi is 1."""
    return np.maximum(np.maximum(phi - 1, 0) / np.maximum(phi, TINY), proven)


def _persistence(phi: Floats, r1: Floats, proven: Floats, nu: Integers, r: Integers, known: Flags) -> Floats:
    """Lag-1 correlation of the wobble: what the columns say together, or the column's own where it is more."""
    live = known & (phi > NEVER_VARIED)  # a test that never varied (no nulls at all) says nothing about persistence
    over = np.where(live, np.clip(phi - 1, -2 * np.sqrt(2 / nu), PHI_CAP), 0)
    moved = np.where(live, np.clip(phi, 0, PHI_CAP + 1) * r1, 0)
    prior = 2 * np.sqrt(2 / nu)
    if known.sum() >= POOLED:
        prior = np.full(len(phi), 2 * math.sqrt(max(float((2 / nu)[live].sum()), 2 / float(nu.max()))))
        over, moved = np.full(len(phi), over.sum()), np.full(len(phi), moved.sum())
    rho = (np.maximum(moved, 0) + PRIOR_RHO * prior) / (np.maximum(over, 0) + prior)
    share = _wobble_share(phi, proven)
    own = np.where(share > 0.2, r1 / np.maximum(share, 0.2) - 1 / np.sqrt(np.maximum(r, 1)), 0)  # noqa: PLR2004
    return np.asarray(np.clip(np.maximum(own, np.minimum(rho, MOST_RHO)), 0, MOST_RHO))


def _dispersion(
    phi: Floats, rho: Floats, proven: Floats, nu: Integers, r: Integers, known: Flags
) -> tuple[Floats, Floats]:
    """Dispersion, freed of the shrinkage by autocorrelation and raised by the pool, with its degrees of freedom."""
    shrunk = np.minimum((1 + rho) / (1 - rho) / np.maximum(r, 1), 0.7)
    corrected = np.where(phi > 1, 1 + (phi - 1) / (1 - shrunk), phi)
    share = _wobble_share(corrected, proven)
    degrees = np.maximum(nu / (1 + 2 * share**2 * rho**2 / (1 - rho**2)), 2)
    if known.sum() < POOLED:
        return corrected, degrees
    x = float(np.median(degrees[known])) / 2
    logs = np.log(np.maximum(corrected[known], 1e-3)) + 1 / (2 * x) + 1 / (12 * x * x)
    spread = float(logs.var(ddof=1)) - (1 / x + 1 / (2 * x * x))
    prior_df = MOST_PRIOR if spread <= 1e-6 else (1 + math.sqrt(1 + 2 * spread)) / spread  # noqa: PLR2004
    prior = max(math.exp(float(np.median(logs))), 1.0)
    consistent = corrected <= prior * (1 + ONE_SIDED * np.sqrt(2 / degrees + 2 / prior_df))
    lent = np.maximum((prior_df * prior + degrees * corrected) / (prior_df + degrees), corrected)
    return lent, np.where(consistent, degrees + min(prior_df, MOST_LENT), degrees)


def _light_tailed(degrees: Floats, phi: Floats, squares: Floats, r: Integers) -> Floats:
    """Fewer degrees of freedom for a wobble with heavy tails: a Student's excess kurtosis is 6 / (nu - 4)."""
    size = np.maximum(r, 1)
    mean = squares.sum(1) / size
    excess = (squares**2).sum(1) / size / np.maximum(mean, 1e-30) ** 2 - 3 - np.sqrt(24 / size)
    heavy = (phi > HEAVY_PHI) & (excess > 0)
    return np.where(heavy, np.minimum(degrees, 4 + 6 / np.where(heavy, excess, 1)), degrees)


def _reach(left_out: Floats, n: Floats, stretch: Stretch) -> Floats:
    """The largest deviation of merged reference windows: `(J,)`."""
    rows = stretch.sums(n)
    merged = np.abs(stretch.sums(left_out * n)) / np.maximum(rows, 1)
    return np.asarray(np.where(stretch.full, merged, 0).max(1))
