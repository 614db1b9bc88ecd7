"""Counts of strings: by name while they are few, by groups of them past that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gnomon.errors import SubtractionError
from gnomon.sketches import hashing, resolution
from gnomon.sketches.resolution import Int64s, UInt64s

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
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

    def __post_init__(self) -> None:
        resolution.frozen(self.hashes, self.counts, self.pure)

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
        pure = np.ones(len(present), np.bool_)
        return _settled(0, hashes[present], counts[present], [names[i] for i in present.tolist()], pure)

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
        return tuple(n if p else f"{n} and others" for n, p in zip(self.names, self.pure.tolist(), strict=True))

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
        return _settled(shift, self.hashes, self.counts, self.names, self.pure)

    def __add__(self, other: Categories, /) -> Categories:
        """Both multisets together."""
        if not self.names:
            return other
        if not other.names:
            return self
        return _settled(
            max(self.shift, other.shift),
            np.concatenate((self.hashes, other.hashes)),
            np.concatenate((self.counts, other.counts)),
            self.names + other.names,
            np.concatenate((self.pure, other.pure)),
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
            raise SubtractionError(f"{a.names[int(counts.argmin())]!r} is taken away more often than it was added.")
        left = np.flatnonzero(counts)
        if not len(left):
            return Categories()
        return Categories(shift, a.hashes[left], counts[left], tuple(a.names[i] for i in left.tolist()), a.pure[left])

    def __eq__(self, other: object, /) -> bool:
        """Whether both hold the same cells at the same shift."""
        if not isinstance(other, Categories):
            return NotImplemented
        return (
            self.shift == other.shift
            and np.array_equal(self.hashes, other.hashes)
            and np.array_equal(self.counts, other.counts)
            and np.array_equal(self.pure, other.pure)
            and self.names == other.names
        )

    def __hash__(self) -> int:
        """Hash the state."""
        return hash((self.shift, self.hashes.tobytes(), self.counts.tobytes(), self.pure.tobytes()))


def _first_missing(a: Categories, b: Categories) -> str:
    """Name a cell of `b` that `a` has not."""
    return b.names[int(np.flatnonzero(~np.isin(b.cells, a.cells))[0])]


def _settled(shift: int, hashes: UInt64s, counts: Int64s, names: Sequence[str], pure: Flags) -> Categories:
    """Make categories of cells at `shift` in any order, repeats allowed, at the least shift from there."""
    if not len(hashes):
        return Categories()
    order = np.argsort(hashes, kind="stable")
    gaps = resolution.gaps(hashes[order])
    shift = resolution.least_shift(gaps, floor=shift)
    first = resolution.starts(gaps, shift)
    mixed = ~pure[order]
    mixed[1:] |= gaps > 0  # a second hash in the cell; where a cell starts this says nothing, so:
    mixed[first] = ~pure[order][first]
    return Categories(
        shift,
        hashes[order][first],
        np.add.reduceat(counts[order], first),
        tuple(names[i] for i in order[first].tolist()),
        ~np.logical_or.reduceat(mixed, first),
    )
