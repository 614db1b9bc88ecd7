"""Counts of hashes, without the names behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches import codec, resolution
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.resolution import Int64s, K, UInt64s

MOST_SHIFT = 53  # at which all hashes fall in 2,048 cells


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HashCounts:
    """Counts of the cells that 64-bit hashes fall in: `Categories` for those who know the names already.

    A hash's cell is the hash without its lowest `shift` bits, and `shift` is the least at which at
    most 2,048 cells are occupied. So up to 2,048 distinct hashes each count is exact; past them it
    is an upper bound.

    Laws: adds (associative, commutative, `HashCounts()` is zero), bit for bit the same for any
    split and any order; `(a + b) - b` is `a.at((a + b).shift)`.

    Attributes:
        shift: Number of low bits dropped from the hashes, 0 to 53.
        cells: `(C,)` hashes without their lowest `shift` bits, sorted.
        counts: `(C,)` hashes in each cell, all positive.

    Example:
        >>> c = HashCounts.of(np.array([7, 9, 7], np.uint64), np.array([1, 1, 1]))
        >>> c.count_of(np.array([7, 8], np.uint64)).tolist(), c.total, c.is_exact
        ([2, 0], 3, True)
    """

    shift: int = 0
    cells: UInt64s = field(default_factory=lambda: np.empty(0, np.uint64))
    counts: Int64s = field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        resolution.frozen(self.cells, self.counts)

    @classmethod
    def of(cls, hashes: UInt64s, counts: Int64s) -> HashCounts:
        """Take counted hashes.

        Args:
            hashes: `(n,)` in any order, repeats allowed.
            counts: `(n,)` how often each occurred; those with 0 are left out.
        """
        present = counts > 0
        return _settled(0, hashes[present], counts[present])

    @property
    def total(self) -> int:
        """Number of hashes."""
        return int(self.counts.sum())

    @property
    def is_exact(self) -> bool:
        """Whether each cell is one single hash."""
        return self.shift == 0

    def count_of(self, hashes: UInt64s) -> Int64s:
        """How often each hash occurred, at most: `(n,)` counts of the cells that they fall in.

        Args:
            hashes: `(n,)` in any order.
        """
        if not len(self.cells):
            return np.zeros(len(hashes), np.int64)
        wanted = hashes >> np.uint64(self.shift)
        places = np.minimum(np.searchsorted(self.cells, wanted), len(self.cells) - 1)
        return np.where(self.cells[places] == wanted, self.counts[places], 0)

    def at(self, shift: int) -> HashCounts:
        """Coarsen to a shift; the same counts when they are there already, or empty.

        Raises:
            ValueError: The shift is finer than these cells.
        """
        if shift < self.shift:
            raise ValueError(f"counts at shift {self.shift} cannot be refined to shift {shift}.")
        return self if shift == self.shift or not len(self.cells) else _settled(shift, *self._at(shift))

    def _at(self, shift: int) -> tuple[UInt64s, Int64s]:
        return self.cells >> np.uint64(shift - self.shift), self.counts

    def __add__(self, other: HashCounts, /) -> HashCounts:
        """Both multisets together."""
        if not len(self.cells):
            return other
        if not len(other.cells):
            return self
        shift = max(self.shift, other.shift)
        (a, x), (b, y) = self._at(shift), other._at(shift)
        return _settled(shift, np.concatenate((a, b)), np.concatenate((x, y)))

    def __sub__(self, other: HashCounts, /) -> HashCounts:
        """This multiset without the other, at the coarser of both shifts.

        Raises:
            SubtractionError: A cell would hold less than nothing.
        """
        if not len(other.cells):
            return self
        shift = max(self.shift, other.shift)
        a, b = self.at(shift), other.at(shift)
        places = np.searchsorted(a.cells, b.cells)
        counts = a.counts.copy()
        known = bool(len(a.cells)) and places[-1] < len(a.cells) and np.array_equal(a.cells[places], b.cells)
        if known:
            counts[places] -= b.counts
        if not known or counts.min() < 0:
            raise SubtractionError("more is taken away from counts of hashes than was added to them.")
        left = counts > 0
        return HashCounts(shift, a.cells[left], counts[left]) if left.any() else HashCounts()

    def __eq__(self, other: object, /) -> bool:
        """Whether both hold the same cells at the same shift."""
        if not isinstance(other, HashCounts):
            return NotImplemented
        same = self.shift == other.shift and np.array_equal(self.cells, other.cells)
        return same and np.array_equal(self.counts, other.counts)

    def __hash__(self) -> int:
        """Hash the state."""
        return hash((self.shift, self.cells.tobytes(), self.counts.tobytes()))

    def __repr__(self) -> str:
        """Size and resolution in words."""
        return f"<HashCounts of {self.total:,} in {len(self.cells):,} cells at shift {self.shift}>"

    def to_bytes(self) -> bytes:
        """The counts as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> HashCounts:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the counts' bytes."""
        writer.begin(b"P", 1)
        writer.varint(self.shift)
        writer.ascending(self.cells)
        writer.counts(self.counts)

    @classmethod
    def read(cls, reader: Reader) -> HashCounts:
        """Take the counts off bytes.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        reader.begin(b"P", 1, "table of hashes")
        shift = reader.varint(MOST_SHIFT)
        cells = reader.ascending(K)
        if (shift and not len(cells)) or (len(cells) and int(cells[-1]) >= 1 << (64 - shift)):
            raise FormatError("a table of hashes is coarser than its cells.")
        return cls(shift, cells, reader.counts(len(cells)))


def _settled(shift: int, cells: UInt64s, counts: Int64s) -> HashCounts:
    """Make counts of cells at `shift` in any order, repeats allowed, at the least shift from there."""
    if not len(cells):
        return HashCounts()
    order = np.argsort(cells, kind="stable")
    cells = cells[order]
    gaps = resolution.gaps(cells)
    more = resolution.least_shift(gaps)
    first = resolution.starts(gaps, more)
    return HashCounts(shift + more, cells[first] >> np.uint64(more), np.add.reduceat(counts[order], first))
