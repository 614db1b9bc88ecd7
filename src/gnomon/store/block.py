"""Measurements of one series and metric, packed: up to 128 windows in one value.

The bytes are columns of little-endian numbers, so that reading is no more than
laying arrays over them. Times that are equally spaced take three numbers, a
revision that all windows share takes one, and a metric without an interval
stores none.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from gnomon.errors import FormatError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MOST = 128  # windows; see docs/decisions/0010-measurements-in-blocks.md
TAG, VERSION = b"M", 1
EVEN, BOUNDED, SAME = 1, 2, 4  # flags: equally spaced, with an interval, of one revision
_HEAD = struct.Struct("<cBBH")


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement: a window in microseconds since the epoch, its value, and the interval noise gives it.

    What is not known is NaN.
    """

    start: int
    end: int
    value: float
    low: float
    high: float
    revision: int


@dataclass(frozen=True, slots=True, eq=False)
class Measurements:
    """Measurements of one series and metric, oldest first.

    Attributes:
        start: `(n,)` int64: starts of the windows, microseconds since the epoch, ascending.
        end: `(n,)` int64: their ends.
        value: `(n,)` float64; NaN where the metric had no value.
        low: `(n,)` float64: lower ends of the intervals; NaN where there is none.
        high: `(n,)` float64: upper ends.
        revision: `(n,)` int64: which state of the window's data it was computed from.
    """

    start: Ints
    end: Ints
    value: Floats
    low: Floats
    high: Floats
    revision: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False

    def __len__(self) -> int:
        """Number of windows."""
        return len(self.start)

    def __eq__(self, other: object) -> bool:
        """Whether both have the same numbers, NaN included."""
        return to_bytes(self) == to_bytes(other) if isinstance(other, Measurements) else NotImplemented

    def __hash__(self) -> int:
        """The hash of the bytes."""
        return hash(to_bytes(self))

    def __getitem__(self, place: slice) -> Measurements:
        """Some of them."""
        return Measurements(*(getattr(self, field.name)[place] for field in fields(self)))


_NO_TIMES, _NO_VALUES = np.empty(0, np.int64), np.empty(0, np.float64)
EMPTY = Measurements(_NO_TIMES, _NO_TIMES, _NO_VALUES, _NO_VALUES, _NO_VALUES, _NO_TIMES)


def with_point(block: Measurements, point: Point) -> Measurements:
    """The measurements with one more, or with another in its window's place.

    Example:
        >>> once = with_point(EMPTY, Point(0, 10, 0.5, 0.4, 0.6, 1))
        >>> with_point(once, Point(0, 10, 0.7, 0.4, 0.6, 2)).value
        array([0.7])
    """
    place = int(np.searchsorted(block.start, point.start))
    is_there = place < len(block) and int(block.start[place]) == point.start
    parts = []
    for field in fields(block):
        array, value = getattr(block, field.name), getattr(point, field.name)
        if is_there:
            array = array.copy()
            array[place] = value
            parts.append(array)
        else:
            parts.append(np.concatenate((array[:place], np.array([value], array.dtype), array[place:])))
    return Measurements(*parts)


def of(points: Sequence[Point]) -> Measurements:
    """Points in order of time as one block.

    Example:
        >>> of([Point(0, 10, 0.5, 0.4, 0.6, 1), Point(10, 20, 0.7, 0.6, 0.8, 1)]).value
        array([0.5, 0.7])
    """
    kept = ((field.name, getattr(EMPTY, field.name).dtype) for field in fields(EMPTY))
    return Measurements(*(np.array([getattr(point, name) for point in points], kind) for name, kind in kept))


def together(blocks: Sequence[Measurements]) -> Measurements:
    """Blocks that follow each other as one."""
    if not blocks:
        return EMPTY
    return Measurements(*(np.concatenate([getattr(b, field.name) for b in blocks]) for field in fields(EMPTY)))


def to_bytes(block: Measurements) -> bytes:
    """The block as bytes that stay readable in every later version."""
    n = len(block)
    length = block.end - block.start
    step = np.diff(block.start)
    is_even = n > 0 and not (length != length[0]).any() and not (step != step[:1]).any()
    is_bounded = not (np.isnan(block.low).all() and np.isnan(block.high).all())
    is_same = n > 0 and not (block.revision != block.revision[0]).any()
    flags = EVEN * is_even | BOUNDED * is_bounded | SAME * is_same
    times = [np.array([block.start[0], step[0] if n > 1 else 0, length[0]])] if is_even else [block.start, block.end]
    bounds = [block.low, block.high] if is_bounded else []
    arrays = [*times, block.revision[:1] if is_same else block.revision, block.value, *bounds]
    head = _HEAD.pack(TAG, VERSION, flags, n)
    return head + b"".join(array.astype(array.dtype.newbyteorder("<")).tobytes() for array in arrays)


def from_bytes(data: bytes) -> Measurements:
    """Read what `to_bytes` made.

    Raises:
        FormatError: The bytes are no block, are cut, or are of a newer gnomon.
    """
    if len(data) < _HEAD.size or data[:1] != TAG:
        raise FormatError("stored measurements were expected, but the bytes hold something else.")
    _, version, flags, n = _HEAD.unpack_from(data)
    if version != VERSION:
        raise FormatError("these measurements were stored by a newer gnomon. Upgrade gnomon.")
    is_even, is_bounded, is_same = flags & EVEN, flags & BOUNDED, flags & SAME
    times, revisions = 3 if is_even else 2 * n, 1 if is_same else n
    whole = times + revisions
    if len(data) != _HEAD.size + 8 * (whole + n * (3 if is_bounded else 1)):
        raise FormatError("stored measurements are cut off. Restore the store from its copy.")
    ints = np.frombuffer(data, "<i8", whole, _HEAD.size)
    floats = np.frombuffer(data, "<f8", -1, _HEAD.size + 8 * whole)
    if is_even:
        start = ints[0] + ints[1] * np.arange(n)
        end = start + ints[2]
    else:
        start, end = ints[:n], ints[n : 2 * n]
    revision = np.full(n, ints[times]) if is_same else ints[times:]
    unknown = None if is_bounded else np.full(n, np.nan)
    low = floats[n : 2 * n] if unknown is None else unknown
    high = floats[2 * n :] if unknown is None else unknown
    return Measurements(start, end, floats[:n], low, high, revision)
