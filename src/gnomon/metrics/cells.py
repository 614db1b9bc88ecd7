"""Reference cells: a few cells of about equal reference mass that both sides are counted in."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.metrics.bins import Bins
from gnomon.sketches.categories import Categories
from gnomon.sketches.histogram import Histogram, floats

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

DISPLAY_CELLS = 10
TOP_CATEGORIES = 30
EXPECTED_ROWS = 5  # a cell that expects fewer rows of a window tells chance from change badly
MOST_DIGITS = 17  # enough for every float64
SMALL, LARGE = 1e-4, 1e15  # outside, numbers are shown with an exponent
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with the rows of both sides.

    Attributes:
        label: What it holds, in words.
        low: Least value in it; None where it is open, and for categories.
        high: Least value past it; None where it is open, and for categories.
        reference: Reference rows in it.
        current: Current rows in it.
    """

    label: str
    low: float | None
    high: float | None
    reference: int
    current: int


@dataclass(frozen=True, slots=True, eq=False)
class NumberCells:
    """Half-open cells `[edge, next edge)` of numbers, the first and the last open.

    Cut once on the reference, at its shift, and frozen with it. A finite value
    `v` lies in cell `numpy.searchsorted(edges, v, side="right")`: counts of raw
    rows and of histograms agree exactly. Infinities lie in no cell.

    Attributes:
        shift: The shift that the cells were cut at.
        starts: `(C - 1,)` bucket number that each cell but the first begins with.

    Example:
        >>> h = Histogram.of(np.arange(100.0))
        >>> cells = NumberCells.cut(h, 4)
        >>> cells.edges.tolist(), cells.count(h).tolist()
        ([25.0, 50.0, 75.0], [25, 25, 25, 25])

    Source: STATISTICS A, reference cells.
    """

    shift: int
    starts: Counts

    @classmethod
    def cut(cls, reference: Histogram, n_cells: int) -> NumberCells:
        """Cut about `n_cells` cells of about equal reference mass.

        A value that alone holds more than `1 / n_cells` of the rows gets a cell
        of its own, and keeps it: a small last cell joins its neighbour only
        where that is no such value. (Otherwise a column that is 97 % zeros
        would be one single cell, in which nothing can ever move.)

        Args:
            reference: The reference's finite values; empty ones give one cell.
            n_cells: 10 to show, 10 or 20 to judge.
        """
        starts = _starts(reference.counts, n_cells)
        return cls(reference.shift, reference.keys[starts])

    @property
    def edges(self) -> Floats:
        """Least value of each cell but the first: `(C - 1,)`, rising."""
        return floats(self.starts << self.shift)

    def __len__(self) -> int:
        """Number of cells."""
        return len(self.starts) + 1

    def count(self, values: Histogram) -> Counts:
        """Count values in each cell.

        Args:
            values: At the cells' shift, or finer.

        Returns:
            `(C,)` counts; their sum is the number of values.

        Raises:
            ValueError: The values are at a greater shift. Cut the cells anew, on `reference.at(shift)`.
        """
        if values.shift > self.shift:
            raise ValueError(f"cells cut at shift {self.shift} cannot count values at shift {values.shift}.")
        fine = values.at(self.shift)
        before = np.concatenate(([0], np.cumsum(fine.counts)))
        places = np.searchsorted(fine.keys, self.starts)
        return np.diff(before[np.concatenate(([0], places, [len(fine.keys)]))])

    def labels(self, show: Callable[[Floats], list[str]]) -> list[str]:
        """What each cell holds, in words.

        Args:
            show: Words for values.

        Example:
            >>> NumberCells.cut(Histogram.of(np.arange(100.0)), 4).labels(number_words)
            ['below 25', '25 to 50', '50 to 75', '75 and above']
        """
        return _ranges(show(self.edges))

    def filled(self, bins: Bins, show: Callable[[Floats], list[str]]) -> tuple[Cell, ...]:
        """The cells with the rows of both sides.

        Args:
            bins: Both sides' bins, at the cells' shift.
            show: Words for values.
        """
        edges = self.edges
        cell = np.searchsorted(edges, bins.values, side="right")
        p, q = (np.bincount(cell, side, len(self)).astype(int) for side in (bins.reference, bins.current))
        labels = _ranges(show(edges))
        first = np.searchsorted(cell, np.arange(len(self)))
        alone = np.flatnonzero((np.bincount(cell, minlength=len(self)) == 1) & bins.is_exact)
        for i, word in zip(alone.tolist(), show(bins.values[first[alone]]), strict=True):
            labels[i] = word
        lows, highs = [None, *edges.tolist()], [*edges.tolist(), None]
        return tuple(Cell(*row) for row in zip(labels, lows, highs, p.tolist(), q.tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class CategoryCells:
    """Cells of categories: one a category, or the top ones and the rest as `other`.

    Attributes:
        shift: The shift of the hashes.
        known: `(K,)` categories that have a cell, sorted.
        places: `(K,)` which cell each of them has.
        names: Name of each cell.

    Example:
        >>> a, b = Categories.of(["JFK", "JFK", "LGA"]), Categories.of(["EWR", "JFK"])
        >>> cells = CategoryCells.display(a, b)
        >>> cells.names, cells.count(a)[0].tolist(), cells.count(b)[0].tolist()
        (('JFK', 'LGA', 'EWR'), [2, 1, 0], [1, 0, 1])
    """

    shift: int
    known: npt.NDArray[np.uint64]
    places: Counts
    names: tuple[str, ...]

    @classmethod
    def display(cls, reference: Categories, current: Categories) -> CategoryCells:
        """One cell for each category of either side, on the common coarsening; most frequent first.

        Args:
            reference: The reference's categories.
            current: The current ones; one that the reference has not gets its own cell.
        """
        shift = max(reference.shift, current.shift)
        a, b = reference.at(shift), current.at(shift)
        named = {cell: name for side in (b, a) for cell, name in zip(side.cells.tolist(), side.shown(), strict=True)}
        known = np.union1d(a.cells, b.cells)
        p, q = _spread(known, a), _spread(known, b)
        order = np.lexsort((known, -q, -p))
        places = np.empty(len(known), np.int64)
        places[order] = np.arange(len(known))
        return cls(shift, known, places, tuple(named[cell] for cell in known[order].tolist()))

    @classmethod
    def verdict(cls, reference: Categories, median_count: float) -> CategoryCells:
        """The most frequent categories, at most 30 that expect five rows of a window, then `other`.

        Args:
            reference: The reference's categories; one that is not among them is novel.
            median_count: Rows with a value in a median window of the reference.
        """
        counts, total = reference.counts, reference.total
        order = np.lexsort((reference.cells, -counts))
        enough = counts[order] * median_count >= EXPECTED_ROWS * total
        top = order[enough][:TOP_CATEGORIES]
        places = np.full(len(counts), len(top), np.int64)
        places[top] = np.arange(len(top))
        shown = reference.shown()
        rest = (OTHER,) if len(top) < len(counts) else ()
        return cls(reference.shift, reference.cells, places, tuple(shown[i] for i in top.tolist()) + rest)

    def __len__(self) -> int:
        """Number of cells."""
        return len(self.names)

    def count(self, categories: Categories) -> tuple[Counts, int]:
        """Count rows in each cell.

        Args:
            categories: At the cells' shift, or finer.

        Returns:
            `(C,)` counts, and the rows whose category has no cell.

        Raises:
            ValueError: The categories are at a greater shift. Make the cells anew, on `reference.at(shift)`.
        """
        if categories.shift > self.shift:
            raise ValueError(f"cells at shift {self.shift} cannot count those at shift {categories.shift}.")
        fine = categories.at(self.shift)
        held = np.isin(fine.cells, self.known)
        places = self.places[np.searchsorted(self.known, fine.cells[held])]
        counts = np.zeros(len(self), np.int64)
        np.add.at(counts, places, fine.counts[held])
        return counts, int(fine.counts[~held].sum())

    def filled(self, reference: Counts, current: Counts) -> tuple[Cell, ...]:
        """The cells with the rows of both sides: `(C,)` each."""
        rows = zip(self.names, reference.tolist(), current.tolist(), strict=True)
        return tuple(Cell(name, None, None, p, q) for name, p, q in rows)


def number_words(edges: Floats) -> list[str]:
    """Edges as text, with as few digits as tell each from its neighbours to a hundredth of their distance.

    Example:
        >>> number_words(np.array([-1000.0, 0.1 + 0.2, 1016.25, 1016.5]))
        ['−1000', '0.3', '1016.25', '1016.5']
    """
    with np.errstate(over="ignore"):
        near = np.diff(edges, prepend=-np.inf, append=np.inf)
    room = np.minimum(np.minimum(near[:-1], near[1:]) / 100, np.abs(edges) / 1000)
    return [_digits(edge, tolerance) for edge, tolerance in zip(edges.tolist(), room.tolist(), strict=True)]


def _digits(edge: float, tolerance: float) -> str:
    """The shortest text within `tolerance` of a number."""
    texts = (f"{edge:.{digits}g}" for digits in range(1, MOST_DIGITS + 1))
    text = next(t for t in texts if abs(float(t) - edge) <= tolerance or float(t) == edge)
    if edge == 0 or SMALL <= abs(edge) < LARGE:
        text = np.format_float_positional(float(text), trim="-")
    return text.replace("-", "−")


def _ranges(edges: Sequence[str]) -> list[str]:
    """Words for the cells between edges."""
    if not edges:
        return ["all values"]
    between = [f"{low} to {high}" for low, high in itertools.pairwise(edges)]
    return [f"below {edges[0]}", *between, f"{edges[-1]} and above"]


def _starts(counts: Counts, n_cells: int) -> list[int]:
    """Which bin each cell but the first begins with; in whole numbers, so that no rounding decides."""
    if not len(counts):
        return []
    before = np.concatenate(([0], np.cumsum(counts)))
    total = int(before[-1])
    starts, atoms, first = [0], [False], 0
    while first < len(counts):
        # The bin with which this cell's mass reaches 1 / n_cells.
        reach = before[first] - (-total // n_cells)
        last = int(np.searchsorted(before, reach)) - 1
        if last >= len(counts):
            break
        mass, more = int(before[last] - before[first]), int(counts[last])
        atom = more * n_cells > total
        overshoots = 2 * mass * n_cells > total and (2 * mass + more) * n_cells > 2 * total
        if mass and (atom or overshoots):
            starts.append(last)
            atoms.append(atom)
            first = last
            if not atom:
                continue
        atoms[-1] = atom
        first = last + 1
        starts.append(first)
        atoms.append(False)
    if starts[-1] == len(counts):
        starts.pop()
        atoms.pop()
    small = 2 * int(before[-1] - before[starts[-1]]) * n_cells < total
    if len(starts) > 1 and small and not atoms[-2]:
        starts.pop()
    return starts[1:]


def _spread(known: npt.NDArray[np.uint64], categories: Categories) -> Counts:
    """Counts of categories over a superset of their cells."""
    counts = np.zeros(len(known), np.int64)
    counts[np.searchsorted(known, categories.cells)] = categories.counts
    return counts
