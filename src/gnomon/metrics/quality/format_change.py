"""Whether strings are written in another way."""

from __future__ import annotations

import numpy as np

from gnomon.metrics import shares
from gnomon.metrics.cells import CategoryCells
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import metric
from gnomon.profiles.category import CategorySummary
from gnomon.sketches.categories import Categories


@metric(
    kinds=["category"],
    formula="greatest |q - p| over the shapes of the strings (letters A or a, digits 9, runs as one)",
    high=1,
    read="0 is no change, 1 every string is written in a new way: a date format, a prefix, upper case.",
    needs="rows",
)
def format_change(pair: Pair) -> float | None:
    """L-infinity distance of the shapes of the strings.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> p = CategorySummary(categories=Categories.of(["2013-01-02"]), shapes=Categories.of(["9-9-9"]))
        >>> q = CategorySummary(categories=Categories.of(["02/01/2013"]), shapes=Categories.of(["9/9/9"]))
        >>> format_change(Pair(p, q))
        1.0
    """
    a, b = (_shapes(side) for side in (pair.reference, pair.current))
    if not (a.total and b.total):
        return None
    cells = CategoryCells.display(a, b)
    p, q = (shares.shares(cells.count(side.at(cells.shift))[0]) for side in (a, b))
    return float(np.abs(q - p).max())


def _shapes(side: object) -> Categories:
    return side.shapes if isinstance(side, CategorySummary) else Categories()
