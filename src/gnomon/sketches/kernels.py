"""The compiled kernel, where it could be built, and its answers as arrays.

`compiled` is the one place that says whether there is one. Who finds that there is none does the same
with numpy: the same bits, but slower, and holding the interpreter's lock for much of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from gnomon.sketches.keys import Float64s
from gnomon.sketches.names import Flags
from gnomon.sketches.resolution import Int64s, UInt64s

if TYPE_CHECKING:
    from gnomon.sketches import _kernel

    compiled = True
else:
    try:
        from gnomon.sketches import _kernel
    except ImportError:  # built where there was no compiler
        _kernel = None
    compiled = _kernel is not None


class ArrowColumn(Protocol):
    """A column that any library can read where it lies: as an Arrow C stream of its pieces."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand it out."""


class Numbers(NamedTuple):
    """What is kept of a column of numbers.

    Attributes:
        nulls: Rows without a value.
        nans: Values that are not a number.
        pos_infs: Values of +infinity.
        neg_infs: Values of -infinity.
        low: The least finite value; +infinity when there is none.
        high: The greatest finite value; -infinity when there is none.
        shift: The least at which at most 2,048 buckets are occupied.
        keys: `(C,)` these buckets, sorted.
        counts: `(C,)` finite values in each.
        units: The sum of the finite values as a multiple of 2^-1074.
    """

    nulls: int
    nans: int
    pos_infs: int
    neg_infs: int
    low: float
    high: float
    shift: int
    keys: Int64s
    counts: Int64s
    units: int


class Cells(NamedTuple):
    """The cells that hashes fall in.

    Attributes:
        nulls: Rows without a hash.
        shift: The least at which at most 2,048 cells are occupied.
        hashes: `(C,)` the least hash of each, sorted.
        counts: `(C,)` hashes in each.
        rows: `(C,)` the first row where the least hash stands.
        pure: `(C,)` whether it is the only one.
    """

    nulls: int
    shift: int
    hashes: UInt64s
    counts: Int64s
    rows: Int64s
    pure: Flags


class Forms(NamedTuple):
    """How texts look.

    Attributes:
        lengths: `(F,)` characters of each form.
        words: `(F,)` its words.
        counts: `(F,)` texts of it.
        shapes: Each shape with the number of texts that have it.
    """

    lengths: Int64s
    words: Int64s
    counts: Int64s
    shapes: dict[str, int]


def numbers(column: Float64s | ArrowColumn, multiplier: int = 0, sums: UInt64s | None = None) -> Numbers:
    """Count and sum numbers, and add a word of each, times a multiplier, to its row's sum.

    Args:
        column: `(n,)` of any type of integers up to 64 bits, float32 or float64.
        multiplier: Below 2^64.
        sums: `(n,)` contiguous, changed in place; none where it is None.

    Example:
        >>> if compiled:
        ...     assert numbers(np.array([1.0, 2.0, np.nan, -0.0])).counts.tolist() == [1, 1, 1]
    """
    readable = np.ascontiguousarray(column) if isinstance(column, np.ndarray) else column
    nulls, nans, pos_infs, neg_infs, low, high, shift, keys, counts, total = _kernel.numbers(readable, multiplier, sums)
    kept = np.frombuffer(keys, np.int64), np.frombuffer(counts, np.int64)
    return Numbers(
        nulls, nans, pos_infs, neg_infs, low, high, shift, *kept, int.from_bytes(total, "little", signed=True)
    )


def cells(column: UInt64s | ArrowColumn) -> Cells:
    """Count the cells that hashes fall in.

    Args:
        column: `(n,)` uint64.

    Example:
        >>> if compiled:
        ...     assert cells(np.array([9, 7, 7], np.uint64)).rows.tolist() == [1, 0]
    """
    nulls, shift, hashes, counts, marked = _kernel.cells(column)
    rows = np.frombuffer(marked, np.int64)
    kept = np.frombuffer(hashes, np.uint64), np.frombuffer(counts, np.int64)
    return Cells(nulls, shift, *kept, rows >> 1, rows & 1 == 0)


def sample(column: UInt64s | ArrowColumn, most: int) -> tuple[int, UInt64s, Int64s]:
    """Keep the hashes below 2^(64 - level), at the least level at which they are at most so many.

    Args:
        column: `(n,)` uint64, null where there is none.
        most: Fewer than 4,096.

    Returns:
        The level, the kept hashes, sorted, and how often each occurred.

    Example:
        >>> if compiled:
        ...     assert sample(np.array([9, 7, 7], np.uint64), 2)[0] == 0
    """
    readable = np.ascontiguousarray(column) if isinstance(column, np.ndarray) else column
    level, hashes, counts = _kernel.sample(readable, most)
    return level, np.frombuffer(hashes, np.uint64), np.frombuffer(counts, np.int64)


def forms(column: ArrowColumn, weights: Int64s | None = None) -> Forms:
    """Look at texts.

    Args:
        column: `(n,)` strings; nulls are passed over.
        weights: `(n,)` how often each text counts; once where it is None.
    """
    lengths, words, counts, shapes = _kernel.forms(column, weights)
    return Forms(
        np.frombuffer(lengths, np.int64), np.frombuffer(words, np.int64), np.frombuffer(counts, np.int64), shapes
    )


def add_hash_words(hashes: UInt64s | ArrowColumn, multiplier: int, sums: UInt64s) -> None:
    """Add each hash or flag, times a multiplier, to its row's sum.

    Args:
        hashes: `(n,)` uint64, or flags.
        multiplier: Below 2^64.
        sums: `(n,)` contiguous, changed in place.

    Example:
        >>> sums = np.array([1, 1], np.uint64)
        >>> if compiled:
        ...     add_hash_words(np.array([2, 3], np.uint64), 10, sums)
        ...     assert sums.tolist() == [21, 31]
    """
    _kernel.hash_words(hashes, multiplier, sums)


def mix(sums: UInt64s) -> None:
    """Scramble sums in place as `hashing.mix` does: `(n,)` contiguous."""
    _kernel.mix(sums)
