"""The range of a reference's values, and what lies outside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from gnomon.metrics import bins
from gnomon.profiles.number import NumberSummary

MOST_TAIL = 10.0
"""No tail reaches further past a range than so many widths."""


@dataclass(frozen=True, slots=True)
class KnownRange:
    """From the least to the greatest value of a reference.

    Attributes:
        low: The least; NaN when it has no value.
        high: The greatest.
        below: How many widths below `low` a value may lie without being far.
        above: The same above `high`.
    """

    low: float
    high: float
    below: float = 1.0
    above: float = 1.0

    @classmethod
    def of(cls, side: NumberSummary) -> Self:
        """The range of a reference.

        One width is as far as a light tail ever goes. A heavy one (rain, delays, amounts) stretches from
        its 99 % quantile to its greatest value by a factor, and may do so once more.

        Args:
            side: All its values.

        Example:
            >>> rain = NumberSummary.of(np.array([0.0] * 90 + [0.1] * 9 + [0.5]))
            >>> KnownRange.of(rain)
            KnownRange(low=0.0, high=0.5, below=1.0, above=5.0)
        """
        middle = side.quantile(0.5)
        below, above = (
            _stretch(abs(end - middle), abs(side.quantile(q) - middle))
            for end, q in ((side.low, 0.01), (side.high, 0.99))
        )
        return cls(side.low, side.high, below, above)

    def novel(self, side: NumberSummary) -> tuple[int, int]:
        """Rows outside the range, and those that are far outside; infinities are both."""
        if not self.low <= self.high:  # no value is known
            return side.count + side.infs, side.count + side.infs
        if side.low >= self.low and side.high <= self.high:
            return side.infs, side.infs
        width = self.high - self.low
        outside = bins.outside(side, self.low, self.high)
        far = bins.outside(side, self.low - self.below * width, self.high + self.above * width)
        return sum(outside) + side.infs, sum(far) + side.infs

    def left_out(self, windows: Sequence[NumberSummary]) -> list[tuple[int, int]]:
        """How novel each window of the reference is to its others; of a single one, its infinities are."""
        if len(windows) == 1:
            return [(windows[0].infs, windows[0].infs)]
        lows = np.array([side.low for side in windows])
        highs = np.array([side.high for side in windows])
        found = []
        for i, side in enumerate(windows):
            low, high = (np.delete(ends, i) for ends in (lows, highs))
            known = np.isfinite(low)
            if not known.any():
                found.append((side.infs, side.infs))  # the only window with values teaches nothing of novelty
            else:
                others = replace(self, low=float(low[known].min()), high=float(high[known].max()))
                found.append(others.novel(side))
        return found


def _stretch(end: float, most: float) -> float:
    """By how much a tail's end lies further out than most of it, from 1 to `MOST_TAIL`."""
    if not end > most:  # no tail, or no value
        return 1.0
    return min(end / most, MOST_TAIL) if most else MOST_TAIL
