"""Both sides of a comparison on the same bars: what a histogram of two shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from gnomon.charts import ticks
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.summary import Summary
from gnomon.sketches.categories import Categories

Floats = npt.NDArray[np.float64]
Axis = Literal["edges", "values", "names"]

MOST_VALUES = 40
MOST_CELLS = 30
MOST_NAMES = 24
"""Bars at most: of single numbers, of cells of numbers, of names."""

TAIL = 0.005
"""Share at each end that the open end cells hold, on the side where it lies further out."""


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Shares of the values of two sides on the same bars.

    Attributes:
        axis: What a bar is: a stretch between two edges, one number, or one name.
        places: `(B+1,)` edges, `(B,)` numbers, or empty for names. The outer edges are drawn, but open.
        names: `(B,)` text of each bar.
        reference: `(B,)` shares in [0, 1]; all 0 on an empty side.
        current: `(B,)` likewise.
        others: How many names more there are that have no bar.
        is_time: Whether the places are microseconds since the epoch.
    """

    axis: Axis
    places: Floats
    names: tuple[str, ...]
    reference: Floats
    current: Floats
    others: int = 0
    is_time: bool = False

    def __len__(self) -> int:
        """Number of bars."""
        return len(self.names)


DAY = 86_400e6
"""In microseconds."""


def of(reference: Summary | None, current: Summary | None) -> Shares | None:
    """Both sides on the same bars.

    Numbers and times: a bar for each value when both sides together have at
    most 40; else at most 30 cells of one round width between the 0.5 and
    99.5 % quantiles of both, the ends open. Names: the 24 largest.

    Args:
        reference: A column's summary; None where the column is not there.
        current: The same column on the other side.

    Returns:
        None when neither side has a value, or when the kinds differ.
    """
    sides = [side for side in (reference, current) if side is not None and not isinstance(side, NullSummary)]
    kinds = {side.kind for side in sides}
    if len(kinds) != 1 or not any(side.count for side in sides):
        return None
    if kinds & {"category", "flag"}:
        return of_names(categories_of(reference), categories_of(current))
    return _of_numbers(numbers_of(reference), numbers_of(current), is_time="time" in kinds)


def numbers_of(side: Summary | None) -> NumberSummary:
    """The numbers of a summary; none for kinds that have none."""
    match side:
        case None | NullSummary() | CategorySummary() | FlagSummary():
            return NumberSummary()
        case _:
            return side.values


def categories_of(side: Summary | None) -> Categories:
    """The names of a summary; none for kinds that have none."""
    return side.categories if isinstance(side, CategorySummary | FlagSummary) else Categories()


def _of_numbers(reference: NumberSummary, current: NumberSummary, *, is_time: bool) -> Shares:
    pooled = reference.histogram + current.histogram
    if pooled.is_exact and len(pooled.keys) <= MOST_VALUES:
        values = pooled.lows()
        names = ticks.labels(values, is_time=is_time)
        sides = [_value_counts(side, values) for side in (reference, current)]
        return Shares("values", values, names, _share(sides[0]), _share(sides[1]), is_time=is_time)
    edges = equal_edges([side for side in (reference, current) if side.count], is_time=is_time)
    words = ticks.labels(edges, is_time=is_time)
    names = (f"below {words[1]}", *(f"{a} to {b}" for a, b in pairwise(words[1:])))
    names = (*names[:-1], f"{words[-2]} or more")
    sides = [mass(side, edges) for side in (reference, current)]
    return Shares("edges", edges, names, _share(sides[0]), _share(sides[1]), is_time=is_time)


def equal_edges(sides: Sequence[NumberSummary], *, is_time: bool = False, most: int = MOST_CELLS) -> Floats:
    """Edges of cells of one round width that hold the middle 99 % of every side.

    A round width keeps whole numbers whole: with a width of 2.3, cells of two
    and of three integers would alternate like the teeth of a comb.

    Args:
        sides: Summaries with at least one value each.
        is_time: Whether round means round in hours and days.
        most: The greatest number of cells, at least 10.

    Returns:
        `(B+1,)` rising edges, 3 <= B+1 <= most + 1, their span finite.
    """
    low = ticks.drawable(min(side.quantile(TAIL) for side in sides))
    high = ticks.drawable(max(side.quantile(1 - TAIL) for side in sides))
    if not high > low:
        low, high = (ticks.drawable(end) for end in (min(s.min for s in sides), max(s.max for s in sides)))
    if not high > low:
        pad = ticks.step(DAY if is_time else abs(low) / 10, is_time=is_time)
        return np.array([low - pad, low, low + pad])
    least = 4 * math.ulp(max(abs(low), abs(high)))  # narrower cells would have edges that are the same float
    step = ticks.step(max((high - low) / (most - 2), least), is_time=is_time, multiples=ticks.CELLS)
    first, last = math.floor(low / step), math.floor(high / step) + 1
    if last - first < 2:  # noqa: PLR2004 - an open end on either side
        return np.array([low, (low + high) / 2, high])
    return np.arange(first, last + 1, dtype=np.float64) * step


def mass(side: NumberSummary, edges: Floats) -> Floats:
    """How many values lie in each cell, the first and last cell open.

    Exact where a bucket lies within one cell: always up to 2,048 distinct
    values, and past them wherever buckets nest in cells. A bucket that an edge
    cuts is split in proportion to the widths of its parts.

    Args:
        side: Any numbers.
        edges: `(B+1,)` rising; a value at an edge belongs to the cell above it.

    Returns:
        `(B,)` counts.

    Example:
        >>> side = NumberSummary.of(np.array([1.0, 2.0, 2.0, 9.0]))
        >>> mass(side, np.array([0.0, 2.0, 4.0])).tolist()
        [1.0, 3.0]
    """
    if not side.count:
        return np.zeros(len(edges) - 1)
    lows, highs = side.ends()
    counts = side.histogram.counts.astype(np.float64)
    below = np.concatenate(([0.0], np.cumsum(counts)))
    inner = edges[1:-1]
    whole = np.searchsorted(highs, inner, side="left")
    cut = np.minimum(whole, len(counts) - 1)
    width = highs[cut] - lows[cut]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        part = np.where((inner > lows[cut]) & (width > 0), (inner - lows[cut]) / width, 0.0)
    under = below[whole] + np.where(whole < len(counts), counts[cut] * np.clip(part, 0.0, 1.0), 0.0)
    return np.diff(np.concatenate(([0.0], under, [below[-1]])))


def _value_counts(side: NumberSummary, values: Floats) -> Floats:
    found = np.zeros(len(values))
    found[np.searchsorted(values, side.histogram.lows())] = side.histogram.counts
    return found


def of_names(reference: Categories, current: Categories, most: int = MOST_NAMES) -> Shares:
    """Both sides on the same names: those with the largest shares, most frequent in the reference first."""
    shift = max(reference.shift, current.shift, (reference + current).shift)
    pooled, a, b = (side.at(shift) for side in (reference + current, reference, current))
    counts = np.zeros((2, len(pooled.names)))
    for row, side in enumerate((a, b)):
        counts[row, np.searchsorted(pooled.cells, side.cells)] = side.counts
    shares = [_share(counts[0]), _share(counts[1])]
    shown = pooled.shown()
    order = sorted(range(len(shown)), key=lambda i: (-shares[0][i], -shares[1][i], shown[i]))
    weight = {i: max(shares[0][i], shares[1][i]) for i in order}
    kept = set(sorted(order, key=lambda i: (-weight[i], shown[i]))[:most])
    rest = len(order) - len(kept)
    order = [i for i in order if i in kept]
    return Shares("names", np.empty(0), tuple(shown[i] for i in order), shares[0][order], shares[1][order], rest)


def _share(counts: Floats) -> Floats:
    total = counts.sum()
    return counts / total if total else counts
