"""Cuts: the cells that one column's reference is frozen into, and how a window is counted in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from gnomon.checks import column as columns_of
from gnomon.checks.column import Column
from gnomon.checks.known_range import KnownRange
from gnomon.metrics.cells import OTHER, CategoryCells, NumberCells
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.summary import Summary
from gnomon.sketches.categories import Categories

Integers = npt.NDArray[np.int64]

MANY_CELLS, FEW_CELLS = 20, 10
ENOUGH_ROWS = 400
"""Rows of a median reference window from which on there are many cells."""

REST = 4
"""What a row holds past its cells: missing, novel, far and all rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Uncut:
    """A column whose values are not tested: one empty cell.

    Attributes:
        shift: As of every cut.
        size: How many cells there are.
    """

    shift: int = 0
    size: int = 1

    def shift_of(self, _: Summary) -> int:
        """The shift that a window is at: none."""
        return 0

    def row(self, side: Summary) -> list[int]:
        """Count a window: its cells, then missing, novel, far and all rows."""
        return [0, side.missing, 0, 0, side.rows]


@dataclass(frozen=True, slots=True, eq=False)
class NumberCut:
    """The cells of a column of numbers.

    Attributes:
        cells: Cut on the reference.
        known: The range of the reference's values.
        by_norm: Whether vectors are counted by their norms.
    """

    cells: NumberCells
    known: KnownRange
    by_norm: bool

    @property
    def shift(self) -> int:
        """Shift of the cells; windows of a greater one count as empty."""
        return self.cells.shift

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.cells)

    def shift_of(self, side: Summary) -> int:
        """The shift that a window is at."""
        return columns_of.numbers(side, by_norm=self.by_norm).histogram.shift

    def row(self, side: Summary) -> list[int]:
        """Count a window: its cells, then missing, novel, far and all rows."""
        if isinstance(side, CategorySummary | FlagSummary):  # the reference is all null: any value is new
            return [*[0] * self.size, side.missing, side.count, side.count, side.rows]
        values = columns_of.numbers(side, by_norm=self.by_norm)
        held = values.histogram.shift <= self.shift
        counts = self.cells.count(values.histogram).tolist() if held else [0] * self.size
        return [*counts, side.missing, *self.known.novel(values), side.rows]


@dataclass(frozen=True, slots=True, eq=False)
class CategoryCut:
    """The cells of a column of categories.

    Attributes:
        cells: Chosen by the reference.
        is_lone: Whether the reference has no windows: then the commonest new category counts as far.
        has_rest: Whether the last cell holds the rare ones.
    """

    cells: CategoryCells
    is_lone: bool
    has_rest: bool = field(init=False)

    def __post_init__(self) -> None:
        """See whether there is a rest."""
        object.__setattr__(self, "has_rest", self.cells.names[-1:] == (OTHER,))

    @property
    def shift(self) -> int:
        """Shift of the cells; windows of a greater one count as empty."""
        return self.cells.shift

    @property
    def size(self) -> int:
        """How many cells there are."""
        return max(len(self.cells), 1)

    def shift_of(self, side: Summary) -> int:
        """The shift that a window is at."""
        return columns_of.categories(side).shift

    def row(self, side: Summary) -> list[int]:
        """Count a window: its cells, then missing, novel, far and all rows."""
        named, counts, new, far = columns_of.categories(side), [0] * self.size, 0, 0
        if named.shift <= self.shift and named.names:
            found, new = self.cells.count(named)
            counts[: len(self.cells)] = found.tolist()
            far = self._commonest(named) if new and self.is_lone else 0
            if self.has_rest:
                # Rare categories come and go: those of now belong to the rest, as those of the reference do.
                counts[-1] += new
        return [*counts, side.missing, new, far, side.rows]

    def _commonest(self, side: Categories) -> int:
        """Rows of the commonest category that the reference lacks."""
        fine = side.at(self.shift)
        return int(fine.counts[~np.isin(fine.cells, self.cells.known)].max())


Cut = Uncut | NumberCut | CategoryCut


def cut(column: Column, shift: int) -> Cut:
    """Cut a column's reference into cells.

    Args:
        column: Its reference side; the current side only where both are a single profile.
        shift: At least that of the reference.
    """
    if column.untested:
        return Uncut()
    if column.is_ordered:
        norm = columns_of.by_norm(column)
        total = columns_of.numbers(column.reference, by_norm=norm)
        rows = np.array([side.rows for side in column.before], np.float64)
        count = MANY_CELLS if np.median(rows) >= ENOUGH_ROWS else FEW_CELLS
        return NumberCut(NumberCells.cut(total.histogram.at(shift), count), KnownRange.of(total), norm)
    reference = columns_of.categories(column.reference).at(shift)
    before = [columns_of.categories(side) for side in column.before]
    lone = len(before) == 1
    chosen_by = (
        _of_both(reference, columns_of.categories(column.now[0])) if lone and len(column.now) == 1 else reference
    )
    return CategoryCut(CategoryCells.verdict(chosen_by, float(np.median([side.total for side in before]))), lone)


def least_shift(column: Column) -> int:
    """The shift that a column's reference is at; 0 where its values are not tested."""
    if column.untested:
        return 0
    if column.is_ordered:
        return columns_of.numbers(column.reference, by_norm=columns_of.by_norm(column)).histogram.shift
    return columns_of.categories(column.reference).shift


def _of_both(reference: Categories, current: Categories) -> Categories:
    """The reference's categories with the rows of both sides.

    Of two sets of rows the reference is as random as the other. Cells chosen by
    what it happens to have most of would be fewer on the other side, and the rest more.
    """
    if current.shift > reference.shift:
        return reference
    fine = current.at(reference.shift)
    places = np.searchsorted(reference.cells, fine.cells)
    held = np.isin(fine.cells, reference.cells)
    counts = reference.counts.copy()
    counts[places[held]] += fine.counts[held]
    return replace(reference, counts=counts)
