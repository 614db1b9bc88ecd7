"""The tally: all that judging a window reads of it, a few numbers a column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks.cuts import REST
from gnomon.errors import FormatError
from gnomon.sketches import codec, resolution
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.histogram import MOST_SHIFT

Integers = npt.NDArray[np.int64]

MOST_COLUMNS, MOST_CELLS = 1 << 20, 1 << 10


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """The rows of one window in the cells of a reference.

    Equal tallies have equal bytes.

    Attributes:
        shifts: `(J,)` the shift of the cells that each column was counted in; more than the reference's own
            where the window's histogram was coarser.
        sizes: `(J,)` how many cells each column has.
        numbers: `(N,)` column after column: rows in each cell, then missing, novel, far and all rows.

    Example:
        >>> tally = Tally(np.array([0]), np.array([2]), np.array([30, 60, 10, 0, 0, 100]))
        >>> len(tally.to_bytes()), Tally.from_bytes(tally.to_bytes()) == tally, tally.column(0).tolist()
        (16, True, [30, 60, 10, 0, 0, 100])
    """

    shifts: Integers
    sizes: Integers
    numbers: Integers

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        resolution.frozen(self.shifts, self.sizes, self.numbers)

    @property
    def starts(self) -> Integers:
        """Where each column's numbers begin: `(J,)`."""
        ends = np.cumsum(self.sizes + REST)
        return ends - self.sizes - REST

    def column(self, j: int) -> Integers:
        """One column's numbers: `(C + 4,)`."""
        start = int(self.starts[j])
        return self.numbers[start : start + int(self.sizes[j]) + REST]

    def __eq__(self, other: object, /) -> bool:
        """Whether both hold the same numbers."""
        return self.to_bytes() == other.to_bytes() if isinstance(other, Tally) else NotImplemented

    def __hash__(self) -> int:
        """The hash of the bytes."""
        return hash(self.to_bytes())

    def __repr__(self) -> str:
        """Size in words."""
        return f"<Tally of {len(self.sizes):,} columns>"

    def to_bytes(self) -> bytes:
        """The tally as bytes that stay readable in every later version."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Tally:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the tally's bytes."""
        writer.begin(b"Y", 1)
        writer.varint(len(self.sizes))
        for numbers in (self.shifts, self.sizes, self.numbers):
            writer.packed(numbers.astype(np.uint64))

    @classmethod
    def read(cls, reader: Reader) -> Tally:
        """Take the tally off bytes.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        reader.begin(b"Y", 1, "tally")
        columns = reader.varint(MOST_COLUMNS)
        shifts, sizes = reader.packed(columns), reader.packed(columns)
        if shifts.max(initial=0) > MOST_SHIFT or sizes.max(initial=0) > MOST_CELLS:
            raise FormatError("a tally has more cells than there can be.")
        numbers = reader.packed(int(sizes.sum()) + REST * columns)
        if numbers.max(initial=0) >> np.uint64(62):
            raise FormatError("a tally holds more rows than there can be.")
        return cls(shifts.astype(np.int64), sizes.astype(np.int64), numbers.astype(np.int64))
