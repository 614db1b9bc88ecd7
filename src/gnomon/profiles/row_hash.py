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

from gnomon.sketches.hashing import hash_name, mix

UInt64s = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

NULL_WORD = np.uint64(0x9E3779B97F4A7C15)
"""What a null puts into its row's hash."""

NAN_WORD = np.uint64(0x7FF80000_80000000)
"""What a NaN puts there, whichever of its many forms it has."""

CHUNK = 1 << 15
"""Rows whose sums stay in a fast cache while all columns are added to them."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A column's part of its rows' hashes.

    Attributes:
        raw: `(n,)` hashes of the values, or bits of float64 values.
        absent: `(n,)` which rows are null; None where none is.
        of_numbers: Whether `raw` are the bits of numbers, of which some have two forms.
        zeros: Whether a zero may be among the numbers (-0.0 and 0.0 are one value).
        nans: Whether a NaN may be among them.
    """

    raw: UInt64s
    absent: Flags | None = None
    of_numbers: bool = False
    zeros: bool = False
    nans: bool = False

    def times(self, multiplier: np.uint64, rows: slice, out: UInt64s, spare: UInt64s) -> None:
        """Write the words of some rows, multiplied.

        Args:
            multiplier: An odd number.
            rows: Which.
            out: `(k,)` where to.
            spare: `(k,)` room to work in.
        """
        raw = self.raw[rows]
        if self.of_numbers:
            if self.zeros:
                np.add(raw.view(np.float64), 0.0, out=out.view(np.float64))  # -0.0 becomes 0.0
                raw = out
            # The bits of round numbers end in zeros: their high half is folded onto the low, so that products differ.
            np.right_shift(raw, np.uint64(32), out=spare)
            np.bitwise_xor(raw, spare, out=out)
            if self.nans:
                out[np.isnan(self.raw[rows].view(np.float64))] = NAN_WORD
            raw = out
        np.multiply(raw, multiplier, out=out)
        if self.absent is not None:
            out[self.absent[rows]] = np.uint64(int(NULL_WORD) * int(multiplier) % (1 << 64))


def row_hashes(columns: Mapping[str, Words], rows: int) -> UInt64s:
    """Hash each row.

    Args:
        columns: Words by column name.
        rows: How many rows there are.

    Returns:
        `(rows,)` well mixed hashes; equal rows have equal ones.

    Example:
        >>> a = Words(np.array([1, 1, 2], np.uint64))
        >>> hashes = row_hashes({"a": a, "b": a}, 3)
        >>> bool(hashes[0] == hashes[1]), bool(hashes[0] == hashes[2])
        (True, False)
    """
    sums = np.zeros(rows, np.uint64)
    multipliers = {name: np.uint64(hash_name(name) | 1) for name in columns}
    out, spare = np.empty(CHUNK, np.uint64), np.empty(CHUNK, np.uint64)
    for start in range(0, rows, CHUNK):
        chunk = slice(start, min(start + CHUNK, rows))
        size, part = chunk.stop - start, sums[chunk]
        for name, words in columns.items():
            words.times(multipliers[name], chunk, out[:size], spare[:size])
            np.add(part, out[:size], out=part)
    return mix(sums)
