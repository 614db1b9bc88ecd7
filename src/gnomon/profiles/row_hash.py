"""A hash of each row over all its columns, the same whatever their order.

Each value becomes a word of 64 bits, each column has an odd multiplier of its
own, and a row hashes to the sum of the products, mixed. So a row's hash adds up
column by column, in any order, and columns need not be brought together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from gnomon.sketches import kernels
from gnomon.sketches.hashing import hash_name, mix

UInt64s = npt.NDArray[np.uint64]

NULL_WORD = np.uint64(0x9E3779B97F4A7C15)
"""What a null puts into its row's hash."""

NAN_WORD = np.uint64(0x7FF80000_80000000)
"""What a NaN puts there, whichever of its many forms it has."""

CHUNK = 1 << 15
"""Rows that numpy works on together: they stay in a fast cache."""

EXACT_INTEGERS = 2**53
"""Integers up to this size are float64 values."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A column's part in the hashes of its rows.

    Attributes:
        sums: `(n,)` of the rows so far, to which the column's words are added, multiplied.
        multiplier: An odd number.

    Example:
        >>> sums = np.zeros(3, np.uint64)
        >>> for name in ("a", "b"):
        ...     Part.of(name, sums).add_hashes(pl.Series([1, 1, 2], dtype=pl.UInt64))
        >>> hashes = scrambled(sums)
        >>> bool(hashes[0] == hashes[1]), bool(hashes[0] == hashes[2])
        (True, False)
    """

    sums: UInt64s
    multiplier: int

    @classmethod
    def of(cls, name: str, sums: UInt64s) -> Part:
        """The part of the column of a name, whose multiplier follows from it.

        Args:
            name: The column's.
            sums: `(n,)` changed in place when words are added; zeros at first.
        """
        return cls(sums, hash_name(name) | 1)

    def add_hashes(self, hashes: pl.Series) -> None:
        """Add hashes as they are, or flags as 0 and 1.

        Args:
            hashes: `(n,)` UInt64 or Boolean.
        """
        if kernels.compiled:
            kernels.add_hash_words(hashes, self.multiplier, self.sums)
        else:
            self._add(hashes, lambda part: part.cast(pl.UInt64).fill_null(0).to_numpy())

    def add_numbers(self, numbers: pl.Series) -> None:
        """Add words of numbers by numpy; the compiled kernel does it where it counts them.

        Equal numbers have equal words, whatever their type, and so do both zeros, and all NaNs.

        Args:
            numbers: `(n,)`.
        """
        self._add(numbers, _of_numbers)

    def _add(self, values: pl.Series, words_of: Callable[[pl.Series], UInt64s]) -> None:
        for start in range(0, len(values), CHUNK):
            part = values[start : start + CHUNK]
            words = words_of(part)
            if part.null_count():
                words = np.where(part.is_null().to_numpy(), NULL_WORD, words)
            self.sums[start : start + CHUNK] += words * np.uint64(self.multiplier)


def _of_numbers(numbers: pl.Series) -> UInt64s:
    """The bits of numbers as float64, folded; what stands for a null means nothing."""
    values = numbers.cast(pl.Float64).to_numpy() + 0.0  # -0.0 becomes 0.0
    words = values.view(np.uint64)
    if isinstance(numbers.dtype, pl.Int64 | pl.UInt64) and not _fit(numbers):
        words = words ^ _beyond(numbers, values)
    # The bits of round numbers end in zeros: their high half is folded onto the low, so that products differ.
    words = words ^ (words >> np.uint64(32))
    words[np.isnan(values)] = NAN_WORD
    return words


def _fit(integers: pl.Series) -> bool:
    """Whether every integer is a float64 value too."""
    low, high = integers.min(), integers.max()
    return isinstance(low, int) and isinstance(high, int) and low >= -EXACT_INTEGERS and high <= EXACT_INTEGERS


def _beyond(integers: pl.Series, values: npt.NDArray[np.float64]) -> UInt64s:
    """What float64 cannot hold of integers past 2^53, so that rows that differ in it alone are not one: `(n,)` bits."""
    exact = integers.fill_null(0).to_numpy()
    greatest = np.nextafter(float(np.iinfo(exact.dtype).max), 0)  # the nearest float is one past the greatest integer
    held = np.minimum(np.nan_to_num(values), greatest).astype(exact.dtype)
    beyond: UInt64s = (exact - held).astype(np.int64).view(np.uint64)
    return beyond * NULL_WORD  # odd and well mixed: spread over all bits, lest it meets the lowest ones of the float


def scrambled(sums: UInt64s) -> UInt64s:
    """Turn rows' sums, which are lost thereby, into their hashes: `(n,)`, equal for equal rows, well mixed."""
    if not kernels.compiled:
        return mix(sums)
    kernels.mix(sums)
    return sums
