"""The family: what is in violation in a window, with all columns that are looked at together.

A column's values (location, spread, shape, novelty) and its missing rows are
told apart as a pair of parts. What is reported as open leaves the family until
it clears, so that a standing change neither hides the next incident nor lowers
the bar for it; it is judged all the same, by itself, for as long as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gnomon.checks import laws, told
from gnomon.checks.case import ORDER
from gnomon.checks.chances import Chances
from gnomon.checks.learned import Learned
from gnomon.checks.settings import LEAST_VALUES, NAMES
from gnomon.checks.stretches import STANDARD_ERRORS
from gnomon.checks.verdict import Status

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

What = Literal["values", "missing"]
Pair = tuple[str, str]

PARTS: Mapping[What, tuple[str, ...]] = {
    "values": tuple(name for name in NAMES if name != "missing"),
    "missing": ("missing",),
}
"""The tests of each part of a column."""

CALM = 0.05
"""A chance above this is calm (STATISTICS B5)."""


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """What is decided of one part of a column in one window.

    Attributes:
        column: Its name.
        what: `values` or `missing`.
        status: Its status.
        reason: The sentence.
        effect: Size of the change in the unit of the test, signed.
        material: The least change that matters, in the same unit.
        limit: The effect from which it may fire.
        p: Chance of it when nothing changed, adjusted for all that was looked at in the window.
        level: How many last windows were merged.
        rows: Rows that it stands on.
        test: The test that decided, or that stands for the part.
        is_calm: Whether it is back to usual.
        detectable: The least change that would have been seen nine times in ten; NaN where that is not known.
        fires: Whether it is in violation.
    """

    column: str
    what: What
    status: Status
    reason: str
    effect: float
    material: float
    limit: float
    p: float
    level: int
    rows: int
    test: str
    is_calm: bool
    detectable: float
    fires: bool


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One side's part in a family.

    Attributes:
        chances: Of its windows.
        t: Place of the window among them.
        reported: Parts that are reported as open: columns with `values` or `missing`.
    """

    chances: Chances
    t: int
    reported: Collection[Pair] = ()


def decide(chances: Chances, t: int, *, alpha: float, reported: Collection[Pair] = ()) -> tuple[ColumnVerdict, ...]:
    """Decide over all columns in one window.

    Args:
        chances: Of the columns.
        t: Place of the window among those judged.
        alpha: Chance that anything fires when nothing changed.
        reported: What is reported as open: it leaves the family and stays in violation until it is calm.

    Returns:
        A verdict of each part of each column: its missing rows, and its values where these are tested.

    Source: STATISTICS B1, B5.
    """
    return together({"": Seen(chances, t, reported)}, alpha=alpha)[""]


def together(seen: Mapping[str, Seen], *, alpha: float) -> dict[str, tuple[ColumnVerdict, ...]]:
    """Decide over all columns of several sides in one window: every segment in one family.

    Args:
        seen: Each segment that is large enough (`is_large`).
        alpha: Chance that anything of any of them fires when nothing changed.

    Source: STATISTICS B5.
    """
    parts = {name: chance_of_parts(one) for name, one in seen.items()}
    free = free_of(parts.values())
    rejected = int(laws.reject(free[:, None], alpha).sum())
    cut = alpha * rejected / len(free) if rejected else -1.0
    return {name: _verdicts(one, *parts[name], free, cut) for name, one in seen.items()}


def free_of(parts: Iterable[tuple[Floats, Flags]]) -> Floats:
    """The chance of each column that is not wholly open, by its parts that are not: `(K,)`, rising."""
    chances = np.concatenate([np.zeros((2, 0)), *(np.where(is_open, np.nan, p) for p, is_open in parts)], 1)
    chance = np.fmin(chances[0], chances[1])
    return np.asarray(np.sort(chance[~np.isnan(chance)]))


def is_large(learned: Learned) -> bool:
    """Whether a segment's rows show twice what matters, from its reference alone.

    One that is too small is left out of the family in advance, and costs the others nothing.

    Source: STATISTICS B5.
    """
    if not learned.columns:
        return False
    rows = float(np.median(learned.here.before.rows.max(0)))
    need = (STANDARD_ERRORS / (2 * learned.settings.material)) ** 2
    return rows * learned.here.fit.levels[-1] >= need


def chance_of_parts(seen: Seen) -> tuple[Floats, Flags]:
    """The chance of each part of each column, and whether it is open: two `(2, J)`."""
    tests, names = seen.chances.measured.tests, seen.chances.learned.columns
    p = np.stack([np.min([tests[name].chance[:, seen.t] for name in some], axis=0) for some in PARTS.values()])
    reported = set(seen.reported)
    is_open = np.array([[(name, what) in reported for name in names] for what in PARTS], np.bool_).reshape(p.shape)
    return p, is_open


def adjusted(p: float, free: Floats) -> float:
    """A chance adjusted for the family: the least alpha at which it would fire.

    Args:
        p: Of one part.
        free: `(K,)` those of all columns of the family, rising.

    Example:
        >>> family = np.array([0.001, 0.01, 0.9])
        >>> [round(adjusted(p, family), 4) for p in (0.001, 0.01, 0.9)]
        [0.003, 0.015, 0.9]
    """
    size = max(len(free), 1)
    below = int(np.searchsorted(free, p, side="right"))
    ranks = np.arange(below + 1, len(free) + 1)
    best = float((size * free[below:] / ranks).min(initial=math.inf))
    return min(size * p / max(below, 1), best, 1.0)


def _verdicts(seen: Seen, p: Floats, is_open: Flags, free: Floats, cut: float) -> tuple[ColumnVerdict, ...]:
    found = []
    for j, side in enumerate(seen.chances.learned.sides):
        for i, what in enumerate(PARTS):
            if what == "values" and side.untested:
                continue
            found.append(_verdict(seen, j, what, float(p[i, j]), bool(is_open[i, j]), free, cut))
    return tuple(found)


def _verdict(seen: Seen, j: int, what: What, p: float, is_open: bool, free: Floats, cut: float) -> ColumnVerdict:
    chances, t = seen.chances, seen.t
    # What stands open is in violation until it is calm: its change was found already.
    fires = p <= (CALM if is_open else cut)
    name = _shown(chances, j, t, what, max(cut, CALM if is_open else cut) if fires else -1.0)
    test = chances.measured.tests[name]
    status = _status(chances, j, t, what, fires=fires, is_open=is_open)
    limit, p_all = float(test.limit[j, t]), adjusted(p, free)
    return ColumnVerdict(
        column=chances.learned.columns[j],
        what=what,
        status=status,
        reason=told.sentence(chances, j, t, name, status, p_all),
        effect=float(test.effect[j, t]),
        material=chances.settings.material_of(name),
        limit=limit if math.isfinite(limit) else chances.settings.cut_of(name),
        p=p_all,
        level=int(test.level[j, t]),
        rows=int(test.rows[j, t]),
        test=name,
        is_calm=p > CALM,
        detectable=float(chances.measured.detectable[j, t]) if what == "values" else math.nan,
        fires=fires,
    )


def _shown(chances: Chances, j: int, t: int, what: What, cut: float) -> str:
    """The test that decided; without one, that which stands for the part."""
    tests, names = chances.measured.tests, PARTS[what]
    firing = [name for name in ORDER if name in names and tests[name].chance[j, t] <= cut]
    present = [name for name in ("location", "shape", *names) if name in names and tests[name].present[j, t]]
    return [*firing, *present, names[-1]][0]


def _status(chances: Chances, j: int, t: int, what: What, *, fires: bool, is_open: bool) -> Status:
    """The status of a part; what is reported as open is judged to be calm also where a new change would be hidden."""
    side, measured = chances.learned.sides[j], chances.measured
    if fires:
        return "violation"
    if not measured.rows[j, t]:
        return "no_data"
    if what == "missing":
        return "ok"
    if not any(measured.tests[name].present[j, t] for name in ("location", "shape")):
        return "ok" if side.reference.count >= LEAST_VALUES else "insufficient_data"
    if not measured.valued[j, t]:
        return "no_data"
    is_hidden = bool(measured.is_blind[j, t]) and not is_open
    return "insufficient_data" if measured.valued[j, t] < LEAST_VALUES or is_hidden else "ok"
