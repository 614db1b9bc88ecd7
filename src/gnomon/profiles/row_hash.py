"""A hash of each row over all its columns, the same whatever their order.

Each value becomes a word of 64 bits, each column has an odd multiplier of its
own, and a row hashes to the sum of the products, mixed. So a row's hash adds up
column by column, in any order, and columns need not be brought together.
"""

from __future__ import annotations

from collections.abc import Mapping
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
class Words:
    """A column's part of its rows' hashes.

    Attributes:
        values: `(n,)` hashes as UInt64, flags, or numbers.
        of_numbers: Whether they are numbers: of which some have two forms, and are equal to those of other types.
    """

    values: pl.Series
    of_numbers: bool = False

    def add(self, name: str, sums: UInt64s) -> None:
        """Add the words to each row's sum, multiplied by what belongs to the column's name.

        Args:
            name: The column's.
            sums: `(n,)` changed in place.
        """
        multiplier = hash_name(name) | 1
        if kernels.compiled:
            add = kernels.add_number_words if self.of_numbers else kernels.add_hash_words
            add(self.values, multiplier, sums)
            return
        for start in range(0, len(sums), CHUNK):
            part = self.values[start : start + CHUNK]
            words = _of_numbers(part) if self.of_numbers else part.cast(pl.UInt64).fill_null(0).to_numpy()
            if part.null_count():
                words = np.where(part.is_null().to_numpy(), NULL_WORD, words)
            sums[start : start + CHUNK] += words * np.uint64(multiplier)


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


def row_hashes(columns: Mapping[str, Words], rows: int) -> UInt64s:
    """Hash each row.

    Args:
        columns: Words by column name.
        rows: How many rows there are.

    Returns:
        `(rows,)` well mixed hashes; equal rows have equal ones.

    Example:
        >>> a = Words(pl.Series([1, 1, 2]), of_numbers=True)
        >>> hashes = row_hashes({"a": a, "b": a}, 3)
        >>> bool(hashes[0] == hashes[1]), bool(hashes[0] == hashes[2])
        (True, False)
    """
    sums = np.zeros(rows, np.uint64)
    for name, words in columns.items():
        words.add(name, sums)
    return scrambled(sums)


def scrambled(sums: UInt64s) -> UInt64s:
    """Turn rows' sums, which are lost thereby, into their hashes."""
    if not kernels.compiled:
        return mix(sums)
    kernels.mix(sums)
    return sums
