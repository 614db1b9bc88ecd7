"""Two histograms on common bins: exact, since buckets nest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gnomon.profiles.number import NumberSummary
from gnomon.sketches.histogram import Histogram

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Bins:
    """The occupied bins of two summaries at the coarser of their shifts.

    Equal to the histograms that the raw rows give at that shift. A bin that
    holds one single float is that value; another stands for its midpoint.

    Attributes:
        shift: The common shift.
        lows: `(C,)` least float of each bin, not below either side's least value.
        highs: `(C,)` greatest float of each bin, not above either side's greatest value.
        reference: `(C,)` reference rows in each bin.
        current: `(C,)` current rows in each bin.

    Example:
        >>> reference = NumberSummary.of(np.array([1.0, 2.0, 2.0]))
        >>> bins = common(reference, NumberSummary.of(np.array([2.0, 5.0])))
        >>> bins.values.tolist(), bins.reference.tolist(), bins.current.tolist()
        ([1.0, 2.0, 5.0], [1, 2, 0], [0, 1, 1])

    Source: STATISTICS, common bins and bin value.
    """

    shift: int
    lows: Floats
    highs: Floats
    reference: Counts
    current: Counts

    @cached_property
    def widths(self) -> Floats:
        """Difference of each bin's ends: `(C,)`, 0 where the bin is one value."""
        return self.highs - self.lows

    @cached_property
    def values(self) -> Floats:
        """The value that stands for each bin: `(C,)`, off by at most half its width."""
        return self.lows + self.widths / 2

    @cached_property
    def is_exact(self) -> bool:
        """Whether every bin is one single value."""
        return not self.widths.any()

    @cached_property
    def below(self) -> tuple[Floats, Floats]:
        """Share of each side at or below each bin: two `(C,)`; both sides must have values."""
        f, g = np.cumsum(self.reference), np.cumsum(self.current)
        return f / f[-1], g / g[-1]

    @cached_property
    def gaps(self) -> Floats:
        """Difference of the shares at or below each bin, reference minus current: `(C,)`."""
        return self.below[0] - self.below[1]

    @cached_property
    def steps(self) -> Floats:
        """Distance from each bin's value to the next: `(C - 1,)`."""
        return np.diff(self.values)


def common(reference: NumberSummary, current: NumberSummary) -> Bins:
    """Lay two summaries on their common bins.

    Args:
        reference: What is compared with.
        current: What is compared.
    """
    shift = max(reference.histogram.shift, current.histogram.shift)
    a, b = reference.histogram.at(shift), current.histogram.at(shift)
    keys = np.union1d(a.keys, b.keys)
    ends = Histogram(shift, keys, np.ones(len(keys), np.int64))
    least = np.fmin(reference.low, current.low)
    greatest = np.fmax(reference.high, current.high)
    return Bins(
        shift,
        np.maximum(ends.lows(), least),
        np.minimum(ends.highs(), greatest),
        _spread(keys, a),
        _spread(keys, b),
    )


def outside(values: NumberSummary, low: float, high: float) -> tuple[int, int]:
    """How many finite values lie below `low`, and how many above `high`.

    A bucket that straddles an end counts as inside, so past 2,048 distinct
    values each is a lower bound: short by at most that bucket's count. A least
    or greatest value that is known to lie outside counts for one at least.

    Args:
        values: What is counted.
        low: The least value that is inside.
        high: The greatest value that is inside.

    Example:
        >>> outside(NumberSummary.of(np.array([1.0, 2.0, 3.0, 9.0])), 2.0, 4.0)
        (1, 1)
    """
    if not values.count:
        return 0, 0
    lows, highs = values.ends()
    counts = values.histogram.counts
    below, above = int(counts[highs < low].sum()), int(counts[lows > high].sum())
    if values.bounds_exact:
        below, above = max(below, int(values.low < low)), max(above, int(values.high > high))
    return below, above


def _spread(keys: Counts, histogram: Histogram) -> Counts:
    """Counts of a histogram over a superset of its keys."""
    counts = np.zeros(len(keys), np.int64)
    counts[np.searchsorted(keys, histogram.keys)] = histogram.counts
    return counts
