"""Stretches: the last few windows that have data, merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

STANDARD_ERRORS = 4.5
"""How many standard errors a material change must be to be seen among a hundred columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """For each column and window, the stretch of windows that ends with it.

    Attributes:
        length: How many windows with data it merges.
        first: `(J, T)` its first window.
        full: `(J, T)` whether its last window has data, and so many lie within twice as many places.
    """

    length: int
    first: Integers
    full: Flags

    def sums(self, x: Floats) -> Floats:
        """Add up what lies in each stretch.

        Args:
            x: `(J, T)` or `(J, T, C)`, zero where there is no data.
        """
        if self.length == 1:
            return x
        so_far = np.cumsum(x, axis=1)
        before = np.concatenate((np.zeros_like(so_far[:, :1]), so_far), axis=1)
        first = self.first if x.ndim == self.first.ndim else self.first[:, :, None]
        return np.asarray(so_far - np.take_along_axis(before, first, axis=1))


def ending(has_data: Flags, places: Integers, length: int) -> Stretch:
    """The stretches of `length` windows that end with each window.

    Args:
        has_data: `(J, T)` whether a column has data in a window.
        places: `(T,)` the windows' places on the calendar, rising; a window that is absent leaves a gap.
        length: How many windows to merge.

    Example:
        >>> flags = np.array([[True, False, True, True]])
        >>> s = ending(flags, np.arange(4), 2)
        >>> s.first.tolist(), s.full.tolist(), s.sums(np.array([[1.0, 0.0, 2.0, 4.0]])).tolist()
        ([[0, 0, 0, 2]], [[False, False, True, True]], [[1.0, 1.0, 3.0, 6.0]])
    """
    if length == 1:
        return Stretch(1, np.broadcast_to(np.arange(has_data.shape[1]), has_data.shape), has_data)
    seen = np.cumsum(has_data, axis=1)
    order = np.argsort(~has_data, axis=1, kind="stable")
    first = np.take_along_axis(order, np.maximum(seen - length, 0), axis=1)
    first = np.where(seen >= length, first, 0)
    reach = places[None, :] - places[first]
    return Stretch(length, first, has_data & (seen >= length) & (reach < 2 * length))


def levels(median_rows: float, material: float, longest: int) -> tuple[int, ...]:
    """How many last windows to merge: 1, 2, 4, … until a material change is seen through the sampling noise.

    Args:
        median_rows: Rows of a median reference window.
        material: The least change that matters, in standard deviations.
        longest: No more than this.

    Example:
        >>> levels(20_000, 0.1, 28), levels(1_000, 0.1, 28), levels(200, 0.1, 28)
        ((1,), (1, 2, 4), (1, 2, 4, 8, 16))
    """
    need = (STANDARD_ERRORS / material) ** 2 / max(median_rows, 1)
    found = [1]
    while found[-1] < need and found[-1] * 2 <= longest:
        found.append(found[-1] * 2)
    return tuple(found)


def factor(length: int, rho: Floats) -> Floats:
    """Variance of a mean of `length` equal windows whose wobble has lag-1 correlation `rho`, in windows' variance.

    Example:
        >>> factor(2, np.array([0.0, 0.5])).tolist()
        [0.5, 0.75]
    """
    lags = np.arange(1, length)
    terms = (1 - lags / length) * rho[:, None] ** lags
    return np.asarray((1 + 2 * terms.sum(1)) / length)


def places(windows: Sequence[Window]) -> Integers:
    """Places of windows on the calendar: one after the other, with a gap for each that is absent; 0 without windows.

    Example:
        >>> from datetime import UTC, datetime
        >>> days = [datetime(2013, 1, day, tzinfo=UTC) for day in (1, 2, 3, 6, 7)]
        >>> places([Window(a, b) for a, b in ((days[0], days[1]), (days[1], days[2]), (days[3], days[4]))]).tolist()
        [0, 1, 5]
    """
    if not windows:
        return np.zeros(1, np.int64)
    usual = float(np.median([(window.end - window.start).total_seconds() for window in windows]))
    gaps = [(b.start - a.end).total_seconds() / usual for a, b in pairwise(windows)]
    return np.concatenate(([0], np.cumsum(1 + np.rint(gaps)))).astype(np.int64)
