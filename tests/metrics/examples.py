"""The worked examples that several metrics share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from gnomon.metrics.pair import Pair
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.number import NumberSummary
from gnomon.sketches.categories import Categories
from gnomon.sketches.histogram import Histogram

X = np.array([1.0, 2.0, 2.0, 3.0, 5.0])
Y = np.array([2.0, 3.0, 3.0, 4.0, 8.0, 9.0])


def mix(reference: Sequence[int], current: Sequence[int]) -> Pair:
    """A pair of category columns with these counts of `a`, `b`, `c`, …"""
    names = [chr(ord("a") + i) for i in range(len(reference))]
    sides = (CategorySummary(categories=Categories.of(names, counts)) for counts in (reference, current))
    return Pair(*sides)


def lines(reference: Sequence[float], current: Sequence[float]) -> Pair:
    """A pair of number columns with these values."""
    return Pair(*(NumberSummary.of(np.array(side, np.float64)) for side in (reference, current)))


def coarse(values: np.ndarray, shift: int) -> NumberSummary:
    """A summary as many more rows would have made it: its buckets coarsened to a shift."""
    fine = NumberSummary.of(values)
    histogram = fine.histogram
    if len(histogram.keys) and shift:
        keys, counts = np.unique(np.repeat(histogram.keys >> shift, histogram.counts), return_counts=True)
        histogram = Histogram(shift, keys, counts)
    return NumberSummary(histogram=histogram, total=fine.total, low=fine.low, high=fine.high)


ODD = st.sampled_from([-0.0, 0.0, 5e-324, -5e-324, 1.0, -1.0, 2.0**53 + 2, 0.1, 0.1 + 2**-54])
VALUES = st.lists(ODD | st.floats(-1e6, 1e6) | st.integers(-9, 9).map(float), min_size=1, max_size=60).map(np.array)
SHIFTS = st.sampled_from([0, 1, 30, 45, 50, 52])
