"""How a whole column is counted into buckets by numpy, where there is no compiled kernel.

A sample of the values needs at most the shift of them all, since it occupies fewer buckets. So the
column is counted at the sample's shift, at which the answer cannot be lost, in whichever of three
ways fits, and coarsened afterwards: in a table that spans the column's integers, in a table that
spans its buckets (or those about the median, with the few values beyond apart), or by sorting.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from gnomon.sketches import resolution
from gnomon.sketches.keys import MAGNITUDE, Float64s, ordered_keys
from gnomon.sketches.resolution import Int64s

SORTED = 1 << 14  # up to here sorting all is the fastest
SAMPLED = 1 << 16  # of 2^20 and more values
CHUNK = 1 << 17  # values at a time: smaller ones hinder other threads, larger ones leave the caches
WIDEST = 1 << 19  # table of buckets: 4 MB
WIDEST_OF_INTEGERS = 1 << 16
MOST_BEYOND = 0.1  # share of values beyond a table of buckets from which sorting all is the fastest

Number = TypeVar("Number", np.int64, np.float64)
Counts = tuple[Int64s, Int64s]  # sorted keys, and how often each occurs


def count_floats(values: Float64s) -> tuple[int, Int64s, Int64s]:
    """Count values in buckets.

    Args:
        values: `(n,)` float64, all finite, n at least 1.

    Returns:
        A shift that is at most the least at which at most K buckets are occupied, the
        occupied buckets' numbers at it, sorted, and their counts.

    Example:
        >>> count_floats(np.array([0.0, 5e-324, -0.0]))
        (0, array([0, 1]), array([2, 1]))
    """
    n = len(values)
    if n <= SORTED:
        return 0, *_by_sorting(values, 0)
    sample = np.sort(values[:: max(16, n // SAMPLED)])
    low, high = float(values.min()), float(values.max())
    if high - low < WIDEST_OF_INTEGERS and (np.trunc(sample) == sample).all():
        counts = _by_integer(values, int(low), int(high))
        if counts is not None:
            return 0, *counts
    keys = ordered_keys(sample)
    shift = resolution.least_shift(resolution.gaps(keys))
    first, last = (ordered_keys(np.array([low, high])) >> shift).tolist()
    widest = min(WIDEST, 8 * n)
    if last - first < widest:
        return shift, *_by_bucket(values, shift, first, last - first + 1)
    first = (int(keys[len(keys) // 2]) >> shift) - widest // 2
    keys = (keys >> shift) - first
    if shift and ((keys < 0) | (keys >= widest)).mean() < MOST_BEYOND:
        return shift, *_about_median(values, shift, first, widest)
    return shift, *_by_sorting(values, shift)


def _by_integer(values: Float64s, low: int, high: int) -> Counts | None:
    """Count floats that are integers from `low` to `high`; None when one is not."""
    table = np.zeros(high - low + 1, np.int64)
    for i in range(0, len(values), CHUNK):
        chunk = values[i : i + CHUNK]
        places = chunk.astype(np.int64)
        if (places != chunk).any():
            return None
        places -= low
        np.add.at(table, places, 1)
    return _occupied(table, low)


def _occupied(table: Int64s, low: int) -> Counts:
    """Turn counts of the integers from `low` into keys and counts of those that occur."""
    places = np.flatnonzero(table > 0)
    keys = ordered_keys((places + low).astype(np.float64))
    first = resolution.starts(resolution.gaps(keys), 0)  # past 2^53 several have one float64
    return keys[first], np.add.reduceat(table[places], first)


def _by_bucket(values: Float64s, shift: int, first: int, width: int) -> Counts:
    """Count floats at `shift`, of which all are in the `width` buckets from `first`."""
    table = np.zeros(width, np.int64)
    for i in range(0, len(values), CHUNK):
        np.add.at(table, _places(values[i : i + CHUNK], shift, first, signed=first < 0), 1)
    inside = np.flatnonzero(table > 0)
    return inside + first, table[inside]


def _about_median(values: Float64s, shift: int, first: int, width: int) -> Counts:
    """Count floats at `shift`, of which most are in the `width` buckets from `first`."""
    table = np.zeros(width + 1, np.int64)
    beyond = []
    for i in range(0, len(values), CHUNK):
        places = _places(values[i : i + CHUNK], shift, first, signed=True)
        outside = places.view(np.uint64) >= np.uint64(width)
        beyond.append(places[outside])
        places[outside] = width
        np.add.at(table, places, 1)
    inside = np.flatnonzero(table[:-1] > 0)
    others, counts = _runs(np.sort(np.concatenate(beyond)))
    below = int(np.searchsorted(others, 0))
    return (
        np.concatenate((others[:below], inside, others[below:])) + first,
        np.concatenate((counts[:below], table[inside], counts[below:])),
    )


def _places(values: Float64s, shift: int, first: int, *, signed: bool) -> Int64s:
    """Number the floats' buckets at `shift` from bucket `first` on."""
    keys = (values + 0.0).view(np.int64)
    if signed:
        turned = keys >> 63
        turned &= MAGNITUDE
        keys ^= turned
    keys >>= shift
    keys -= first
    return keys


def _by_sorting(values: Float64s, shift: int) -> Counts:
    """Count floats at `shift` by sorting them."""
    if shift:
        return _runs(ordered_keys(np.sort(values)) >> shift)
    ordered, counts = _runs(np.sort(values))
    return ordered_keys(ordered), counts


def _runs(ordered: npt.NDArray[Number]) -> tuple[npt.NDArray[Number], Int64s]:
    """Turn sorted numbers into those that occur and their counts."""
    cuts = np.flatnonzero(ordered[1:] != ordered[:-1])
    ends = np.zeros(len(cuts) + 2, np.int64)
    np.add(cuts, 1, out=ends[1:-1])
    ends[-1] = len(ordered)
    return ordered[ends[:-1]], ends[1:] - ends[:-1]
