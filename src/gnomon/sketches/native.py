"""A histogram in the buckets of Prometheus' native histograms, which are those of OpenTelemetry's exponential ones.

Bucket `i` of a schema holds the values in `(base^(i−1), base^i]` with `base = 2^(2^−schema)`, those below zero
mirrored. The whole mass of one of our buckets goes to the bucket of the value that stands for it; the
count stays exact.

Source: ALERTS R64; Prometheus, "Native Histograms" (specification).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gnomon.sketches.keys import Float64s
from gnomon.sketches.resolution import Int64s

FINEST, COARSEST = 8, -4
MOST = 160
"""Buckets of one histogram, as clients of Prometheus commonly bound them."""

Buckets = tuple[tuple[int, int], ...]
"""Index and count of each bucket that holds something, by index."""


@dataclass(frozen=True, slots=True)
class Native:
    """Counts by exponential buckets.

    Attributes:
        schema: The resolution, −4 to 8.
        zeros: How many values are zero.
        positive: Those above it.
        negative: Those below it, by their distance from zero.

    Example:
        >>> native(np.array([-1.0, 0.0, 3.0, 4.0]), np.array([1, 2, 3, 4]), most=2)
        Native(schema=1, zeros=2, positive=((4, 7),), negative=((0, 1),))
    """

    schema: int
    zeros: int
    positive: Buckets
    negative: Buckets

    def cumulative(self) -> Iterator[tuple[float, int]]:
        """The same as classic buckets: each upper bound with how many values are not above it; ±infinity is left out.

        Example:
            >>> list(Native(0, 2, ((2, 7),), ((0, 1),)).cumulative())
            [(-0.5, 1), (0.0, 3), (4.0, 10)]
        """
        seen = 0
        for index, count in reversed(self.negative):
            seen += count
            yield -upper(index - 1, self.schema), seen
        if self.zeros:
            seen += self.zeros
            yield 0.0, seen
        for index, count in self.positive:
            seen += count
            if (bound := upper(index, self.schema)) < math.inf:
                yield bound, seen


def native(points: Float64s, counts: Int64s, most: int = MOST, finest: int = FINEST) -> Native:
    """The finest of the exponential histograms that has at most so many buckets.

    Args:
        points: `(C,)` finite float64, one for each of our buckets, ascending.
        counts: `(C,)` values in each, all positive.
        most: Buckets, those of zeros apart.
        finest: The schema that is tried first.
    """
    below, above = points < 0, points > 0
    zeros = int(counts[~(below | above)].sum())
    lower, higher = _indices(-points[below])[::-1], _indices(points[above])
    schema = finest
    while schema > COARSEST and sum(_different(_coarser(each, schema)) for each in (lower, higher)) > most:
        schema -= 1
    return Native(schema, zeros, _buckets(higher, counts[above], schema), _buckets(lower, counts[below][::-1], schema))


def upper(index: int, schema: int) -> float:
    """The upper bound of a bucket.

    Example:
        >>> upper(3, 0), upper(1, 1), upper(2, -4)
        (8.0, 1.4142135623730951, 4294967296.0)
    """
    power = math.ldexp(index, -schema)
    whole = math.floor(power)
    try:
        return math.ldexp(2 ** (power - whole), whole)
    except OverflowError:
        return math.inf


def _indices(values: Float64s) -> Int64s:
    """The bucket of each positive value at the finest schema, without the error of a logarithm."""
    fraction, exponent = np.frexp(values)  # fraction in [0.5, 1)
    return np.searchsorted(_BOUNDS, fraction, side="left").astype(np.int64) + (
        (exponent.astype(np.int64) - 1) << FINEST
    )


def _coarser(indices: Int64s, schema: int) -> Int64s:
    """The buckets at a schema: two neighbours of each schema are one of the next."""
    shift = FINEST - schema
    return (indices + ((1 << shift) - 1)) >> shift


def _different(ascending: Int64s) -> int:
    return int(np.count_nonzero(np.diff(ascending))) + bool(len(ascending))


def _buckets(ascending: Int64s, counts: Int64s, schema: int) -> Buckets:
    indices, first = np.unique(_coarser(ascending, schema), return_index=True)
    sums = np.add.reduceat(counts, first) if len(first) else counts
    return tuple(zip(indices.tolist(), sums.tolist(), strict=True))


_BOUNDS = np.array([upper(k, FINEST) / 2 for k in range(2**FINEST)])
"""The bounds of the finest schema within [0.5, 1)."""
