"""A reference and a current summary of one column, with the views that metrics read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gnomon.errors import SchemaError
from gnomon.metrics import bins as common_bins
from gnomon.metrics import cells as reference_cells
from gnomon.metrics import shares as of_counts
from gnomon.metrics.bins import Bins
from gnomon.metrics.cells import DISPLAY_CELLS, CategoryCells, Cell, NumberCells
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.schema import Kind
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary, to_time
from gnomon.profiles.vector import VectorSummary
from gnomon.sketches.categories import Categories

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

HIGH_CARDINALITY = 0.2
MICROSECONDS = 1e6


@dataclass(frozen=True, eq=False)
class Pair:
    """Two summaries of one column, and the same views for every metric.

    Numbers, times (as microseconds) and vectors (as norms, or lengths where
    there are no norms) are laid on common bins; flags and strings are
    categories. Values alone are compared: missing ones and infinities are in
    no bin and no cell. Each view is made when it is first read.

    Args:
        reference: What is compared with.
        current: What is compared.

    Raises:
        SchemaError: The kinds differ. (A column of nulls goes with any.)

    Example:
        >>> a = NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0]))
        >>> pair = Pair(a, NumberSummary.of(np.array([2.0, 4.0])))
        >>> pair.kind, [(cell.label, cell.reference, cell.current) for cell in pair.cells]
        ('number', [('1', 1, 0), ('2', 2, 1), ('3 and above', 1, 1)])
    """

    reference: Summary
    current: Summary

    def __post_init__(self) -> None:
        """Check that the kinds are one."""
        kinds = {self.reference.kind, self.current.kind} - {"null"}
        if len(kinds) > 1:
            raise SchemaError(
                f"a {self.current.kind} column cannot be compared with a {self.reference.kind} column. "
                "Read both sides with the same kind: gn.Schema(kinds={…})."
            )

    @cached_property
    def kind(self) -> Kind:
        """The column's kind; `null` only when neither side has a value."""
        return self.current.kind if self.reference.kind == "null" else self.reference.kind

    @cached_property
    def has_rows(self) -> bool:
        """Whether both sides have rows, with or without values."""
        return self.reference.rows > 0 and self.current.rows > 0

    @cached_property
    def has_values(self) -> bool:
        """Whether both sides have values that can be compared.

        False for a string column with so many distinct values that each is
        hardly ever seen twice (an id, free text): its values say nothing.
        """
        return self.reference.count > 0 and self.current.count > 0 and not self.is_high_cardinality

    @cached_property
    def is_high_cardinality(self) -> bool:
        """Whether more than a fifth of the reference's strings are distinct."""
        side = self.reference
        return isinstance(side, CategorySummary) and side.distinct > HIGH_CARDINALITY * side.count

    @cached_property
    def numbers(self) -> tuple[NumberSummary, NumberSummary]:
        """Both sides as numbers; empty ones for categories."""
        both = (self.reference, self.current)
        if all(isinstance(side, VectorSummary) and side.norms.rows for side in both):
            return tuple(side.norms for side in both)  # type: ignore[return-value, union-attr]  # two, of one kind
        return _numbers(self.reference), _numbers(self.current)

    @cached_property
    def categories(self) -> tuple[Categories, Categories]:
        """Both sides as categories on their common coarsening; empty ones for numbers."""
        a, b = _categories(self.reference), _categories(self.current)
        shift = max(a.shift, b.shift)
        return a.at(shift), b.at(shift)

    @cached_property
    def is_categorical(self) -> bool:
        """Whether the values are categories."""
        return self.kind in ("category", "flag")

    @cached_property
    def is_exact(self) -> bool:
        """Whether single values are known on both sides; else some metrics are bounds."""
        if self.is_categorical:
            return self.categories[0].is_exact and self.categories[1].is_exact
        return self.bins.is_exact

    @cached_property
    def unit(self) -> float:
        """What one unit of `numbers` is divided by to be told: microseconds are told as seconds."""
        return MICROSECONDS if self.kind == "time" else 1.0

    @cached_property
    def bins(self) -> Bins:
        """The common bins of numbers."""
        return common_bins.common(*self.numbers)

    @cached_property
    def number_cells(self) -> NumberCells:
        """Cells cut on the reference, coarsened to the common shift."""
        return NumberCells.cut(self.numbers[0].histogram.at(self.bins.shift), DISPLAY_CELLS)

    @cached_property
    def category_cells(self) -> CategoryCells:
        """One cell a category of either side."""
        return CategoryCells.display(*self.categories)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that metrics use, with the rows of both sides, for people to see."""
        if self.is_categorical:
            return self.category_cells.filled(*self.counts)
        words = _time_words if self.kind == "time" else reference_cells.number_words
        return self.number_cells.filled(self.bins, words)

    @cached_property
    def counts(self) -> tuple[Counts, Counts]:
        """Rows of both sides in each cell: two `(C,)`."""
        if self.is_categorical:
            p, q = (self.category_cells.count(side)[0] for side in self.categories)
        else:
            p, q = (self.number_cells.count(side.histogram) for side in self.numbers)
        return p, q

    @cached_property
    def shares(self) -> tuple[Floats, Floats]:
        """Shares of both sides in each cell: two `(C,)`; both sides must have values."""
        return of_counts.shares(self.counts[0]), of_counts.shares(self.counts[1])

    @cached_property
    def smoothed(self) -> tuple[Floats, Floats]:
        """The shares after one half is added to every cell: two `(C,)`, none of them zero."""
        return of_counts.smoothed(self.counts[0]), of_counts.smoothed(self.counts[1])

    @cached_property
    def top_shares(self) -> tuple[float, float]:
        """Share of the rows of each side with its most frequent value; 0 without values.

        Past 2,048 distinct values that of the fullest cell: an upper bound.
        """
        if self.is_categorical:
            a, b = (_categories(side).counts for side in (self.reference, self.current))
        else:
            a, b = (side.histogram.counts for side in self.numbers)
        return int(a.max(initial=0)) / max(self.reference.rows, 1), int(b.max(initial=0)) / max(self.current.rows, 1)

    @cached_property
    def noise(self) -> float:
        """Sampling variance of a difference of the sides: `1/n + 1/m`, n and m the counts of values."""
        return 1 / int(self.counts[0].sum()) + 1 / int(self.counts[1].sum())


def _numbers(side: Summary) -> NumberSummary:
    if isinstance(side, TimeSummary):
        return side.values
    if isinstance(side, VectorSummary):
        return side.lengths
    return side if isinstance(side, NumberSummary) else NumberSummary()


def _categories(side: Summary) -> Categories:
    return side.categories if isinstance(side, CategorySummary | FlagSummary) else Categories()


def _time_words(values: Floats) -> list[str]:
    """Times as text: to the day when all are midnights, to the second else."""
    times = [to_time(value) for value in values.tolist()]
    days = all(time is None or (time.hour, time.minute, time.second) == (0, 0, 0) for time in times)
    form = "%Y-%m-%d" if days else "%Y-%m-%d %H:%M:%S"
    return ["beyond the calendar" if time is None else f"{time:{form}}" for time in times]
