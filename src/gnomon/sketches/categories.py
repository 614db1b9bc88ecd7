"""Counts of strings: by name while they are few, by groups of them past that."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches import codec, hashing, resolution
from gnomon.sketches import names as naming
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.names import Flags
from gnomon.sketches.resolution import Int64s, K, UInt64s

MOST_SHIFT = 53  # at which all hashes fall in 2,048 cells


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Categories:
    """Counts of the cells that strings fall in.

    A string's cell is its XXH3-64 hash without the lowest `shift` bits, and `shift` is the least at
    which at most 2,048 cells are occupied. So up to 2,048 distinct strings names and counts are exact;
    past them a cell may hold several, and keeps the name with the least hash. Two strings with one
    hash count as one: a chance of 2^-64 a pair.

    Laws: adds (associative, commutative, `Categories()` is zero), bit for bit the same for any
    split and any order; of `(a + b) - b` shift and counts are those of `a.at((a + b).shift)`.

    Attributes:
        shift: Number of low bits dropped from the hashes, 0 to 53.
        hashes: `(C,)` the least hash in each cell, sorted.
        counts: `(C,)` strings in each cell, all positive.
        names: The string with that hash, for each cell.
        pure: `(C,)` whether the cell holds one single distinct string.
        cut: `(C,)` whether only the beginning of the name is known, followed by an ellipsis.

    Stored names need at most 16 KB; past that the longest are cut, and their hashes stored. All else
    stays exact, also through sums and differences of what was read back; where one side of a sum knows
    more of a name, so does the sum. Two values are equal when their bytes are: one that was read back
    equals the one that was written.

    Example:
        >>> c = Categories.of(["JFK", "LGA", "JFK"])
        >>> c.top(2), c.total
        ([('JFK', 2), ('LGA', 1)], 3)
        >>> (c - Categories.of(["LGA"])).names
        ('JFK',)
    """

    shift: int = 0
    hashes: UInt64s = field(default_factory=lambda: np.empty(0, np.uint64))
    counts: Int64s = field(default_factory=lambda: np.empty(0, np.int64))
    names: tuple[str, ...] = ()
    pure: Flags = field(default_factory=lambda: np.empty(0, np.bool_))
    cut: Flags = field(default_factory=lambda: np.empty(0, np.bool_))

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        resolution.frozen(self.hashes, self.counts, self.pure, self.cut)

    @classmethod
    def of(cls, names: Sequence[str], counts: Sequence[int] | Int64s | None = None) -> Categories:
        """Count strings.

        Args:
            names: Strings in any order, repeats allowed.
            counts: How often each occurred, those with 0 left out; once each when not given.
        """
        counted = np.ones(len(names), np.int64) if counts is None else np.asarray(counts, np.int64)
        return cls.of_hashes(hashing.hash_names(names), counted, names)

    @classmethod
    def of_hashes(cls, hashes: UInt64s, counts: Int64s, names: Sequence[str]) -> Categories:
        """Take counted strings whose hashes are known already.

        Args:
            hashes: `(n,)` XXH3-64 of each name.
            counts: `(n,)` how often each occurred; those with 0 are left out.
            names: `n` strings.
        """
        present = np.flatnonzero(counts > 0)
        names = _pick(names, present) if len(present) else ()
        pure, cut = np.ones(len(present), np.bool_), np.zeros(len(present), np.bool_)
        return _settled(0, hashes[present], counts[present], names, pure, cut)

    @classmethod
    def of_distinct(cls, hashes: UInt64s, counts: Int64s, names: Callable[[Int64s], Sequence[str]]) -> Categories:
        """Take distinct strings of which only the names that are kept are looked up.

        Args:
            hashes: `(n,)` their hashes, sorted, without repeats.
            counts: `(n,)` how often each occurred, all positive.
            names: Answers the names at `(C,)` places in `hashes`.
        """
        if not len(hashes):
            return cls()
        gaps = resolution.gaps(hashes)
        shift = resolution.least_shift(gaps)
        first = resolution.starts(gaps, shift)
        pure = np.diff(first, append=len(hashes)) == 1
        cut = np.zeros(len(first), np.bool_)
        return cls(shift, hashes[first], np.add.reduceat(counts, first), tuple(names(first)), pure, cut)

    @property
    def cells(self) -> UInt64s:
        """The cells' numbers, sorted: `(C,)` hashes without their lowest `shift` bits."""
        return self.hashes >> np.uint64(self.shift)

    @property
    def total(self) -> int:
        """Number of strings."""
        return int(self.counts.sum())

    @property
    def is_exact(self) -> bool:
        """Whether each cell is one single string."""
        return self.shift == 0

    @property
    def distinct_lower_bound(self) -> int:
        """Least number of distinct strings that can have made these cells; their number when exact."""
        return 2 * len(self.pure) - int(self.pure.sum())

    def shown(self) -> tuple[str, ...]:
        """Each cell's name for people: that of a cell with several strings reads `X and others`."""
        cells = zip(self.names, self.pure.tolist(), strict=True)
        return tuple(name if pure else f"{name} and others" for name, pure in cells)

    def top(self, k: int = 10) -> list[tuple[str, int]]:
        """The `k` fullest cells, as shown, with their counts; those with equal counts by name."""
        shown, counts = self.shown(), self.counts.tolist()
        order = sorted(range(len(shown)), key=lambda i: (-counts[i], shown[i]))
        return [(shown[i], counts[i]) for i in order[:k]]

    def at(self, shift: int) -> Categories:
        """Coarsen to a shift; the same cells when they are there already, or empty.

        Raises:
            ValueError: The shift is finer than these cells.
        """
        if shift < self.shift:
            raise ValueError(f"categories at shift {self.shift} cannot be refined to shift {shift}.")
        if shift == self.shift or not self.names:
            return self
        return _settled(shift, self.hashes, self.counts, self.names, self.pure, self.cut)

    def __add__(self, other: Categories, /) -> Categories:
        """Both multisets together."""
        if not self.names:
            return other
        if not other.names:
            return self
        shift = max(self.shift, other.shift)
        if shift == self.shift == other.shift and np.array_equal(self.hashes, other.hashes):
            if not (self.cut.any() or other.cut.any()):
                pure = self.pure & other.pure
                return Categories(shift, self.hashes, self.counts + other.counts, self.names, pure, self.cut)
        return _settled(
            shift,
            np.concatenate((self.hashes, other.hashes)),
            np.concatenate((self.counts, other.counts)),
            self.names + other.names,
            np.concatenate((self.pure, other.pure)),
            np.concatenate((self.cut, other.cut)),
        )

    def __sub__(self, other: Categories, /) -> Categories:
        """This multiset without the other, at the coarser of both shifts.

        Counts are exact. Past 2,048 distinct strings, names and `pure` are a bound: a cell keeps
        the name that it had with the other, and stays mixed when it was.

        Raises:
            SubtractionError: A cell would hold less than nothing.
        """
        if not other.names:
            return self
        shift = max(self.shift, other.shift)
        a, b = self.at(shift), other.at(shift)
        places = np.searchsorted(a.cells, b.cells)
        if not a.names or places[-1] == len(a.names) or not np.array_equal(a.cells[places], b.cells):
            raise SubtractionError(f"{_first_missing(a, b)!r} is taken away but was never added.")
        counts = a.counts.copy()
        counts[places] -= b.counts
        if counts.min() < 0:
            name = a.names[int(counts.argmin())]
            raise SubtractionError(f"{name!r} is taken away more often than it was added.")
        left = np.flatnonzero(counts)
        if not len(left):
            return Categories()
        return Categories(shift, a.hashes[left], counts[left], _pick(a.names, left), a.pure[left], a.cut[left])

    def __eq__(self, other: object, /) -> bool:
        """Whether both hold the same cells at the same shift."""
        if not isinstance(other, Categories):
            return NotImplemented
        same_cells = (
            self.shift == other.shift
            and np.array_equal(self.hashes, other.hashes)
            and np.array_equal(self.counts, other.counts)
            and np.array_equal(self.pure, other.pure)
        )
        # The same hashes are the same names, and only how much is known of them can differ.
        return same_cells and (self.names == other.names or self.to_bytes() == other.to_bytes())

    def __repr__(self) -> str:
        """Size and resolution in words."""
        return f"<Categories of {self.total:,} strings in {len(self.names):,} cells at shift {self.shift}>"

    def __hash__(self) -> int:
        """Hash the state."""
        return hash((self.shift, self.hashes.tobytes(), self.counts.tobytes(), self.pure.tobytes()))

    def to_bytes(self) -> bytes:
        """The categories as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Categories:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the categories' bytes."""
        texts, cut = naming.stored(self.names, self.cut)
        writer.begin(b"C", 1)
        writer.varint(self.shift)
        writer.varint(len(texts))
        writer.counts(self.counts)
        writer.packed((~self.pure).astype(np.uint64) | cut.astype(np.uint64) << np.uint64(1))
        writer.packed(np.array([len(text) for text in texts], np.uint64))
        writer.raw(b"".join(texts))
        writer.ascending(self.hashes[cut])  # the others follow from the names

    @classmethod
    def read(cls, reader: Reader) -> Categories:
        """Take the categories off bytes.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        reader.begin(b"C", 1, "table of categories")
        shift, n = reader.varint(MOST_SHIFT), reader.varint(K)
        counts, flags = reader.counts(n), reader.packed(n)
        texts = reader.raws(reader.packed(n))
        pure, cut = flags & np.uint64(1) == 0, flags & np.uint64(2) > 0
        hashes = hashing.hash_bytes(texts)
        of_cut = reader.ascending(K)
        if len(of_cut) != int(cut.sum()):
            raise FormatError("a table of categories holds more or fewer hashes than cut names.")
        hashes[cut] = of_cut
        if (shift and not n) or (not shift and not pure.all()):
            raise FormatError("a table of categories mixes strings that it keeps apart.")
        cells = hashes >> np.uint64(shift)
        if (cells[1:] <= cells[:-1]).any():
            raise FormatError("the cells of a table of categories do not ascend.")
        try:
            return cls(shift, hashes, counts, naming.restored(texts, cut), pure, cut)
        except UnicodeDecodeError as error:
            raise FormatError("the name of a category is not UTF-8.") from error


def _first_missing(a: Categories, b: Categories) -> str:
    """Name a cell of `b` that `a` has not."""
    return b.names[int(np.flatnonzero(~np.isin(b.cells, a.cells))[0])]


def _settled(shift: int, hashes: UInt64s, counts: Int64s, names: Sequence[str], pure: Flags, cut: Flags) -> Categories:
    """Make categories of cells at `shift` in any order, repeats allowed, at the least shift from there."""
    if not len(hashes):
        return Categories()
    order = np.argsort(hashes, kind="stable")
    if cut.any():  # of one hash the name that is known best comes first
        order = np.lexsort((np.array([-len(name) for name in names]), cut, hashes))
    gaps = resolution.gaps(hashes[order])
    shift = resolution.least_shift(gaps, floor=shift)
    first = resolution.starts(gaps, shift)
    last = np.append(first[1:], len(order)) - 1
    kept = order[first]
    # A hash occurs once on each side of a sum: where the first and the last of a cell agree, all do.
    alone = hashes[kept] == hashes[order[last]]
    return Categories(
        shift,
        hashes[kept],
        np.add.reduceat(counts[order], first),
        _pick(names, kept),
        alone & pure[kept] & pure[order[last]],
        cut[kept],
    )


def _pick(names: Sequence[str], places: npt.NDArray[np.intp]) -> tuple[str, ...]:
    """The names at some places, at least one."""
    picked = operator.itemgetter(*places.tolist())(names)  # twice as fast as a loop
    return picked if len(places) > 1 else (picked,)
