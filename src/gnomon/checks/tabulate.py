"""Tabulation: from summaries to the counts of the cells that a verdict reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import column as columns_of
from gnomon.checks import cuts
from gnomon.checks.column import Column
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.cuts import REST, CategoryCut, Cut, NumberCut
from gnomon.sketches.categories import Categories

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

TWICE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The counts of one column: of R reference windows and T current ones.

    Attributes:
        cut: The cells.
        before: `(R, C + 4)`: cells, then missing, novel, far and all rows.
        now: `(T, C + 4)`, as above.
        is_ordered: Whether the cells have an order.
        is_valued: Whether the values are tested.
        singles: Categories that one window (or row) of the reference has only.
        has_infinities: Whether infinities are nothing new.
        doubles: Categories that two rows of a reference without windows have.
    """

    cut: Cut
    before: Floats
    now: Floats
    is_ordered: bool
    is_valued: bool
    singles: int = 0
    has_infinities: bool = False
    doubles: int = 0


def shifts(column: Column) -> tuple[int, Integers]:
    """The shift of a column's reference, and `(T,)` of its current windows."""
    least = cuts.least_shift(column)
    frozen = cuts.cut(column, least)
    return least, np.array([frozen.shift_of(side) for side in column.now], np.int64)


def tabulate(column: Column, shift: int) -> Table:
    """Count a column in the cells that its reference is cut into.

    Args:
        column: Both sides.
        shift: At least that of the reference; current windows of a greater one count as empty.
    """
    frozen = cuts.cut(column, shift)
    before, now = (
        np.array([frozen.row(side) for side in sides], np.float64).reshape(-1, frozen.size + REST)
        for sides in (column.before, column.now)
    )
    match frozen:
        case NumberCut():
            sides = [columns_of.numbers(side, by_norm=frozen.by_norm) for side in column.before]
            before[:, -3:-1] = frozen.known.left_out(sides)
            infinite = sum(side.infs > 0 for side in sides)
            # Of several windows each with infinities, none is new to the others; a lone reference has only itself.
            nothing_new = infinite > (1 if len(sides) > 1 else 0)
            return Table(frozen, before, now, is_ordered=True, is_valued=True, has_infinities=nothing_new)
        case CategoryCut():
            names = [columns_of.categories(side).at(shift) for side in column.before]
            singles, before[:, -3] = _once(names)
            doubles = int((names[0].counts == TWICE).sum()) if len(names) == 1 else 0
            return Table(frozen, before, now, is_ordered=False, is_valued=True, singles=singles, doubles=doubles)
        case _:
            return Table(frozen, before, now, is_ordered=column.is_ordered, is_valued=False)


def stack(tables: Sequence[Table], *, now: bool) -> Counts:
    """One side's counts of all columns.

    Args:
        tables: J of them, with equally many windows.
        now: Whether of the current side.
    """
    sides = [table.now if now else table.before for table in tables]
    cells = max((side.shape[1] - REST for side in sides), default=1)
    values = np.zeros((len(sides), len(sides[0]) if sides else 0, cells))
    for j, side in enumerate(sides):
        values[j, :, : side.shape[1] - REST] = side[:, :-REST]
    rest = np.stack([side[:, -REST:] for side in sides])
    return Counts(values, rest[:, :, 0], rest[:, :, 1], rest[:, :, 2], rest[:, :, 3])


def describe(tables: Sequence[Table]) -> Columns:
    """What is known of all columns beside their counts."""
    return Columns(
        np.array([table.before.shape[1] - REST for table in tables]),
        np.array([table.is_ordered for table in tables]),
        np.array([table.is_valued for table in tables]),
        np.array([table.singles for table in tables], np.float64),
        np.array([table.has_infinities for table in tables]),
        np.array([table.doubles for table in tables], np.float64),
    )


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
