"""Tallies of many windows side by side, as the counts that tests read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from gnomon.checks.counts import Counts
from gnomon.checks.cuts import REST
from gnomon.checks.tally import Tally

Integers = npt.NDArray[np.int64]


def counts(
    tallies: Sequence[Tally], shifts: Integers, sizes: Integers, recount: Callable[[int], Tally | None]
) -> Counts:
    """The rows of T windows in cells at given shifts.

    Args:
        tallies: Of each window.
        shifts: `(J,)` the shift of each column's cells.
        sizes: `(J,)` how many cells these are.
        recount: Counts the window at a place anew in these cells, if it can. Where it cannot, nothing is known of
            a column that was counted in others, but how many of its rows are missing or new.

    Example:
        >>> one = np.array([1])
        >>> found = counts([Tally(one - 1, one, np.array([30, 10, 0, 0, 40]))], one - 1, one, lambda _: None)
        >>> found.values.tolist(), found.missing.tolist(), found.rows.tolist()
        ([[[30.0]]], [[10.0]], [[40.0]])
    """
    width = int(sizes.max(initial=1)) + REST
    found = np.zeros((len(sizes), len(tallies), width))
    columns, places = _layout(sizes, width)
    alike = [t for t, tally in enumerate(tallies) if np.array_equal(tally.shifts, shifts)]
    if alike:
        numbers = np.stack([tallies[t].numbers for t in alike], 1)
        found[columns[:, None], np.array(alike)[None, :], places[:, None]] = numbers
    for t in sorted(set(range(len(tallies))) - set(alike)):
        tally = tallies[t]
        if (tally.shifts < shifts).any():
            tally = recount(t) or tally
        columns_t, places_t = _layout(tally.sizes, width)
        known = (tally.shifts == shifts)[columns_t] | (places_t >= width - REST)
        found[columns_t[known], t, places_t[known]] = tally.numbers[known]
    rest = found[:, :, -REST:]
    return Counts(found[:, :, :-REST], rest[:, :, 0], rest[:, :, 1], rest[:, :, 2], rest[:, :, 3])


def _layout(sizes: Integers, width: int) -> tuple[Integers, Integers]:
    """Column, and place in a row of that width, of each of a tally's numbers: cells in front, the rest at the end."""
    columns = np.repeat(np.arange(len(sizes)), sizes + REST)
    within = np.arange(len(columns)) - np.repeat(np.cumsum(sizes + REST) - sizes - REST, sizes + REST)
    past = within - sizes[columns]
    return columns, np.where(past < 0, within, width - REST + past)
