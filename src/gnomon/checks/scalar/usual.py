"""What the reference says of a series: its usual value in each season cell, and how far windows lie from it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import stretches
from gnomon.checks.scalar.cells import Cells
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LEVELS = (1, 4)
"""How many last windows are merged (STATISTICS C)."""

MEDIAN = math.pi / 2
"""Variance of a median of normal values in that of their mean."""

PHI_CAP = 4.0
MOST_RHO = 0.95

Residual = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What is usual.

    Attributes:
        centre: `(S,)` median of each season cell.
        windows: `(S,)` reference windows in each.
        residual: `(R,)` how far each reference window lies from its centre; 0 for one that teaches nothing.
        learned: `(R,)` whether it teaches anything.
        scale: Standard deviation of the residuals.
        nu: Degrees of freedom that it is known with.
        rho: Their lag-1 correlation, shrunk.
        cells: The season cells.
    """

    centre: Floats
    windows: Floats
    residual: Floats
    learned: Flags
    scale: float
    nu: float
    rho: float
    cells: Cells

    def expected(self, values: Floats) -> Floats:
        """What is usual in each current window: `(T,)`, 0 in no cell of the reference.

        It is the centre of the window's cell; of a holiday that may be as two cells are, what lies nearest to its
        value.

        Args:
            values: `(T,)` of the windows.
        """
        known = self.cells.current >= 0
        one, two = (self.centre[np.where(known, cell, 0)] for cell in (self.cells.current, self.cells.other))
        return np.asarray(np.where(known, np.clip(values, np.minimum(one, two), np.maximum(one, two)), 0))

    def doubt(self, stretch: Stretch, known: Flags) -> Floats:
        """Variance of the mean centre of each stretch, in variances of a window: `(T,)`.

        The median of R windows has pi/2 times the variance of their mean.

        Args:
            stretch: The stretches.
            known: `(T,)` which windows have a value.
        """
        shares = np.eye(len(self.centre))[np.maximum(self.cells.current, 0)][None] * known[None, :, None]
        shares = stretch.sums(shares)[0]
        return np.asarray(((shares / stretch.length) ** 2 * MEDIAN / np.maximum(self.windows, 1)).sum(1))

    def factor(self, length: int) -> float:
        """Variance of a mean of so many windows, in variances of one."""
        return float(stretches.factor(length, np.array([self.rho]))[0])

    def reach(self, length: int, weights: Floats, places: Integers) -> float:
        """The largest residual of so many merged reference windows."""
        stretch = stretches.ending(self.learned[None, :], places, length)
        sums, total = (stretch.sums(x[None, :])[0] for x in (self.residual * weights, weights * self.learned))
        merged = np.abs(sums) / np.maximum(total, 1e-300)
        return float(np.where(stretch.full[0], merged, 0).max(initial=0))


def learn(values: Floats, cells: Cells, residual: Residual, floor: float = -math.inf) -> Usual:
    """Learn what is usual.

    Args:
        values: `(R,)` of the reference, each known.
        cells: The season cells.
        residual: How far values lie from centres.
        floor: No centre is below it.

    Source: STATISTICS C; the correlation as in B3 with one column.
    """
    learned = cells.reference >= 0
    inside = [values[cells.reference == cell] for cell in range(cells.count)]
    centre = np.array([max(float(np.median(x)), floor) if len(x) else 0.0 for x in inside])
    windows = np.array([float(len(x)) for x in inside])
    away = np.where(learned, residual(values, centre[np.maximum(cells.reference, 0)]), 0)
    nu = max(float(learned.sum()) - cells.count, 1.0)
    scale = math.sqrt(float((away**2).sum()) / nu)
    return Usual(centre, windows, away, learned, scale, nu, _persistence(away[learned], nu), cells)


def _persistence(away: Floats, nu: float) -> float:
    """Lag-1 correlation, shrunk towards 1/2 as much as few windows leave it open.

    Source: STATISTICS B3 with one column whose wobble is far above its sampling noise; Marriott & Pope 1954.
    """
    size, squares = len(away), float((away**2).sum())
    if squares <= 0:
        return 0.0
    r1 = float((away[1:] * away[:-1]).sum()) / squares
    r1 += (1 + 3 * r1) / size
    doubt = 2 * math.sqrt(2 / nu)
    shared = (max(0.0, (PHI_CAP + 1) * r1) + doubt / 2) / (PHI_CAP + doubt)
    return float(np.clip(max(shared, r1 - 1 / math.sqrt(size)), 0, MOST_RHO))
