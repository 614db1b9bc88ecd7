"""Tabulation: from summaries to the counts of the cells that a verdict reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from gnomon.checks import column as columns_of
from gnomon.checks.column import Column
from gnomon.checks.counts import Columns, Counts
from gnomon.metrics import bins
from gnomon.metrics.cells import OTHER, CategoryCells, NumberCells
from gnomon.profiles.number import NumberSummary
from gnomon.sketches.categories import Categories

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

MANY_CELLS, FEW_CELLS = 20, 10
ENOUGH_ROWS = 400
"""Rows of a median reference window from which on there are many cells."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The counts of one column: of R reference windows and T current ones.

    Attributes:
        before: `(R, C + 4)`: cells, then missing, novel, far and all rows.
        now: `(T, C + 4)`, as above.
        is_ordered: Whether the cells have an order.
        is_valued: Whether the values are tested.
        singles: Categories that one window (or row) of the reference has only.
        has_infinities: Whether infinities are nothing new.
        doubles: Categories that two rows of a reference without windows have.
    """

    before: Floats
    now: Floats
    is_ordered: bool
    is_valued: bool
    singles: int = 0
    has_infinities: bool = False
    doubles: int = 0


def shifts(column: Column) -> tuple[int, Integers]:
    """The shift of a column's reference, and `(T,)` of its current windows."""
    if column.is_ordered:
        norm = columns_of.by_norm(column)
        now = [columns_of.numbers(side, by_norm=norm).histogram.shift for side in column.now]
        return columns_of.numbers(column.reference, by_norm=norm).histogram.shift, np.array(now, np.int64)
    now = [columns_of.categories(side).shift for side in column.now]
    return columns_of.categories(column.reference).shift, np.array(now, np.int64)


def tabulate(column: Column, shift: int) -> Table:
    """Count a column in the cells that its reference is cut into.

    Args:
        column: Both sides.
        shift: At least that of the reference; current windows of a greater one count as empty.
    """
    rows = np.array([[side.missing, 0, 0, side.rows] for side in (*column.before, *column.now)], np.float64)
    if column.untested:
        return _split(column, np.hstack((np.zeros((len(rows), 1)), rows)), is_valued=False)
    return _numbers(column, shift, rows) if column.is_ordered else _categories(column, shift, rows)


def stack(tables: Sequence[Table], *, now: bool) -> Counts:
    """One side's counts of all columns.

    Args:
        tables: J of them, with equally many windows.
        now: Whether of the current side.
    """
    sides = [table.now if now else table.before for table in tables]
    cells = max((side.shape[1] - 4 for side in sides), default=1)
    values = np.zeros((len(sides), len(sides[0]) if sides else 0, cells))
    for j, side in enumerate(sides):
        values[j, :, : side.shape[1] - 4] = side[:, :-4]
    rest = np.stack([side[:, -4:] for side in sides])
    return Counts(values, rest[:, :, 0], rest[:, :, 1], rest[:, :, 2], rest[:, :, 3])


def describe(tables: Sequence[Table]) -> Columns:
    """What is known of all columns beside their counts."""
    return Columns(
        np.array([table.before.shape[1] - 4 for table in tables]),
        np.array([table.is_ordered for table in tables]),
        np.array([table.is_valued for table in tables]),
        np.array([table.singles for table in tables], np.float64),
        np.array([table.has_infinities for table in tables]),
        np.array([table.doubles for table in tables], np.float64),
    )


def _split(
    column: Column,
    both: Floats,
    *,
    is_valued: bool = True,
    singles: int = 0,
    has_infinities: bool = False,
    doubles: int = 0,
) -> Table:
    windows = len(column.before)
    return Table(both[:windows], both[windows:], column.is_ordered, is_valued, singles, has_infinities, doubles)


def _cells_for(rows: Floats) -> int:
    """How many cells a reference is cut into."""
    return MANY_CELLS if np.median(rows) >= ENOUGH_ROWS else FEW_CELLS


def _numbers(column: Column, shift: int, rows: Floats) -> Table:
    norm = columns_of.by_norm(column)
    before, now = ([columns_of.numbers(side, by_norm=norm) for side in sides] for sides in (column.before, column.now))
    total = columns_of.numbers(column.reference, by_norm=norm)
    cells = NumberCells.cut(total.histogram.at(shift), _cells_for(rows[: len(before), 3]))
    nothing = np.zeros(len(cells), np.int64)
    values = [cells.count(s.histogram) if s.histogram.shift <= cells.shift else nothing for s in (*before, *now)]
    novel = np.array(_left_out(before) + [_novel(side, total.low, total.high) for side in now], np.float64)
    rows[:, 1:3] = novel
    infinite = sum(side.infs > 0 for side in before)
    # Of several windows each with infinities, none is new to the others; a lone reference has only itself.
    nothing_new = infinite > (1 if len(before) > 1 else 0)
    return _split(column, np.hstack((np.array(values, np.float64), rows)), has_infinities=nothing_new)


def _novel(side: NumberSummary, low: float, high: float) -> tuple[int, int]:
    """Rows outside `[low, high]`, and those beyond it by more than its width; infinities are both."""
    if not low <= high:  # no value is known
        return side.count + side.infs, side.count + side.infs
    if side.low >= low and side.high <= high:
        return side.infs, side.infs
    width = high - low
    outside, far = bins.outside(side, low, high), bins.outside(side, low - width, high + width)
    return sum(outside) + side.infs, sum(far) + side.infs


def _left_out(windows: Sequence[NumberSummary]) -> list[tuple[int, int]]:
    """How novel each window of a reference is to the others; of a single one, its infinities are."""
    if len(windows) == 1:
        return [(windows[0].infs, windows[0].infs)]
    lows = np.array([side.low for side in windows])
    highs = np.array([side.high for side in windows])
    found = []
    for i, side in enumerate(windows):
        low, high = (np.delete(ends, i) for ends in (lows, highs))
        known = np.isfinite(low)
        if not known.any():
            found.append((side.infs, side.infs))  # the only window with values teaches nothing of novelty
        else:
            found.append(_novel(side, float(low[known].min()), float(high[known].max())))
    return found


def _categories(column: Column, shift: int, rows: Floats) -> Table:
    before, now = ([columns_of.categories(side) for side in sides] for sides in (column.before, column.now))
    reference = columns_of.categories(column.reference).at(shift)
    chosen_by = _of_both(reference, now[0]) if len(before) == len(now) == 1 else reference
    cells = CategoryCells.verdict(chosen_by, float(np.median([side.total for side in before])))
    has_rest = cells.names[-1:] == (OTHER,)
    values = np.zeros((len(rows), max(len(cells), 1)))
    for i, side in enumerate((*before, *now)):
        if side.shift <= cells.shift or not side.names:
            counts, novel = cells.count(side) if side.names else (np.zeros(len(cells)), 0)
            values[i, : len(cells)] = counts
            rows[i, 1] = novel
            rows[i, 2] = _commonest(cells, side) if novel and len(before) == 1 else 0
            if has_rest:
                # Rare categories come and go: those of now belong to the rest, as those of the reference do.
                values[i, -1] += novel
    singles, rows[: len(before), 1] = _once([side.at(shift) for side in before])
    doubles = int((before[0].at(shift).counts == 2).sum()) if len(before) == 1 else 0  # noqa: PLR2004
    return _split(column, np.hstack((values, rows)), singles=singles, doubles=doubles)


def _commonest(cells: CategoryCells, side: Categories) -> int:
    """Rows of the commonest category that the reference lacks."""
    fine = side.at(cells.shift)
    return int(fine.counts[~np.isin(fine.cells, cells.known)].max())


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


def _once(windows: Sequence[Categories]) -> tuple[int, Floats]:
    """How many categories one window only has, and `(R,)` the rows of each window that are of such.

    Of a single window: how many one row only has, and none.
    """
    if len(windows) == 1:
        return int((windows[0].counts == 1).sum()), np.zeros(1)
    cells = np.concatenate([side.cells for side in windows])
    window = np.repeat(np.arange(len(windows)), [len(side.counts) for side in windows])
    counts = np.concatenate([side.counts for side in windows])
    _, place, held = np.unique(cells, return_inverse=True, return_counts=True)
    alone = held[place] == 1
    return int((held == 1).sum()), np.bincount(window[alone], counts[alone], len(windows)).astype(np.float64)
