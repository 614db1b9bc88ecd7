"""What a segment does that the rest of the rows does not: where all rows move alike, only the whole is told.

A whole is its segments and the rest: where a share `w` of its rows moved by
`x`, and all of it by `X`, the rest moved by `(X - w x) / (1 - w)`.
"""

from __future__ import annotations

import numpy as np

from gnomon.checks import told
from gnomon.checks.chances import Chances, earlier
from gnomon.checks.family import CALM, PARTS, What

MORE = 2.0
"""A segment stands out where it moved at least twice as far as the rest."""


def rest(whole: float, mine: float, share: float) -> float:
    """How far the rows moved that are not of a segment; infinite where there are none.

    Args:
        whole: How far all rows moved.
        mine: How far those of the segment did.
        share: The segment's share of rows.

    Example:
        >>> rest(0.25, 1.0, 0.25), rest(0.5, 0.5, 0.25), rest(0.5, 0.5, 1.0)
        (0.0, 0.5, inf)
    """
    return max(0.0, whole - share * mine) / (1 - share) if share < 1 else float("inf")


def stands_out(mine: Chances, whole: Chances, column: str, what: What, t: int) -> bool:
    """Whether a column changed in a segment otherwise than in the rest of the rows, by the test that says most of it.

    Args:
        mine: The segment's.
        whole: Of all rows, in the same windows.
        column: Its name.
        what: `values` or `missing`.
        t: Place of the window among those judged.
    """
    j, k = mine.learned.columns.index(column), whole.learned.columns.index(column)
    tests = mine.measured.tests
    firing = [name for name in PARTS[what] if tests[name].chance[j, t] <= CALM]
    places = sorted({i for name in firing for i in told.merged(mine, j, t, name)})
    before = whole if places[0] >= whole.place(0) else earlier(whole, places[0])
    since, until = places[0] - before.place(0), whole.place(t) - before.place(0) + 1
    rows = sum(int(whole.tallies[i].column(k)[-1]) for i in places)
    share = sum(int(mine.tallies[i].column(j)[-1]) for i in places) / max(rows, 1)
    most = max(firing, key=lambda name: abs(float(tests[name].effect[j, t])) / mine.settings.material_of(name))
    moved = _most(before, k, most, since, until)
    if what == "values" and not moved:  # what is new in a segment need not be so in all rows, as they move alike
        most = "location" if whole.learned.sides[k].is_ordered else "shape"
        moved = _most(before, k, most, since, until)
    x = abs(float(tests[most].effect[j, t]))
    return x >= MORE * rest(moved, x, share)


def _most(of: Chances, k: int, name: str, since: int, until: int) -> float:
    """How far a column moved at most by a test, in the windows in which that is not chance; 0 in none."""
    test = of.measured.tests[name]
    here = slice(since, until)
    return float(np.abs(test.effect[k, here])[test.chance[k, here] <= CALM].max(initial=0.0))
