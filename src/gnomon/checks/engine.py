"""The engine: from the counts of all columns to each column's tests and decision, window by window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from gnomon.checks import decide, fit, hygiene, tabulate, tests
from gnomon.checks.column import Column
from gnomon.checks.counts import Counts
from gnomon.checks.fit import Fit
from gnomon.checks.hygiene import Unusual
from gnomon.checks.season import Calendar
from gnomon.checks.settings import LONGEST, NAMES, Settings
from gnomon.checks.tabulate import Table

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Deciding:
    """One test of J columns in T windows, each at the level that decides: `(J, T)`.

    Attributes:
        effect: Signed size of change.
        limit: The effect from which it may fire.
        z: The same in standard normal units.
        p: Chance of it.
        level: How many windows are merged.
        fires: Whether cut, reach and data allow it to fire.
        chance: `p` times what it costs to look at so many tests and levels; 1 where it may not fire.
        rows: Rows that it stands on.
        present: Whether the column has this test.
    """

    effect: Floats
    limit: Floats
    z: Floats
    p: Floats
    level: Floats
    fires: Flags
    chance: Floats
    rows: Floats
    present: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """What is decided of J columns in T windows: `(J, T)` each.

    Attributes:
        tests: By name.
        fires: Whether the column is in violation.
        cut: Chance up to which a test fires in that window.
        detectable: The least change of values that would have been seen; NaN without a test of them.
        is_blind: Whether sampling noise alone hides a material change.
        is_noisy: Whether the wobble of the reference does.
        rows: Rows.
        valued: Rows with a value.
        usual_missing: Share of rows that are expected to be missing.
        unusual: Windows of the reference that are far from its others.
    """

    tests: Mapping[str, Deciding]
    fires: Flags
    cut: Floats
    detectable: Floats
    is_blind: Flags
    is_noisy: Flags
    rows: Floats
    valued: Floats
    usual_missing: Floats
    unusual: Unusual


def run(
    columns: Sequence[Column],
    calendar: Calendar,
    places: tuple[Integers, Integers],
    settings: Settings,
) -> Verdicts:
    """Judge columns in every current window.

    Where a window's histogram is coarser than the reference's, cells and fit
    are made anew at its resolution, for it and the windows that merge it.

    Args:
        columns: J of them, each with R reference windows and T current ones.
        calendar: The seasons that the windows can have.
        places: Places on the calendar of both sides' windows.
        settings: What matters.
    """
    shifts = _shifts(columns)
    keys, which = np.unique(shifts.T, axis=0, return_inverse=True)
    found = [_at_shifts(columns, key, calendar, places, settings) for key in keys.tolist()]
    return reduce(lambda merged, i: _merge(merged, found[i], which.ravel() == i), range(1, len(found)), found[0])


def _shifts(columns: Sequence[Column]) -> Integers:
    """The shift that each column's cells need in each window: `(J, T)`."""
    found = []
    for column in columns:
        least, now = tabulate.shifts(column)
        reach = [now[max(0, t + 1 - 2 * LONGEST) : t + 1].max(initial=least) for t in range(len(now))]
        found.append(reach)
    return np.array(found, np.int64)


def _at_shifts(
    columns: Sequence[Column],
    shifts: Sequence[int],
    calendar: Calendar,
    places: tuple[Integers, Integers],
    settings: Settings,
) -> Verdicts:
    """Judge every window with cells at the given shifts."""
    tables = [tabulate.tabulate(column, shift) for column, shift in zip(columns, shifts, strict=True)]
    known = tabulate.describe(tables)
    before = tabulate.stack(tables, now=False)
    learned = (
        fit.of_profile(before, known)
        if len(places[0]) == 1
        else fit.of_windows(before, known, calendar.reference, places[0], settings.material)
    )
    cells = np.stack([calendar.current[name] for name in learned.season])
    now = _without_unknown(tables, cells)
    cells = np.maximum(cells, 0)
    outcomes = tests.run(learned, now, known, cells, places[1], settings)
    chances = decide.adjusted(learned, outcomes)
    decision = decide.decide(learned, outcomes, settings, chances)
    return Verdicts(
        {name: _deciding(learned, name, outcomes[name], chances) for name in NAMES},
        decision.fires,
        decision.cut,
        decision.detectable,
        decision.is_blind,
        decision.is_noisy,
        now.rows,
        now.valued,
        learned.missing.mean[fit.at(cells)],
        hygiene.unusual(learned, before, settings),
    )


def _without_unknown(tables: Sequence[Table], cells: Integers) -> Counts:
    """The current counts, empty where the reference has no window of the season."""
    now = tabulate.stack(tables, now=True)
    known = cells >= 0
    if known.all():
        return now
    parts = (now.values * known[:, :, None], now.missing, now.novel, now.far, now.rows)
    return Counts(parts[0], *(part * known for part in parts[1:]))


def _deciding(
    learned: Fit,
    name: str,
    outcomes: Mapping[int, tests.Outcome],
    chances: Mapping[tuple[str, int], Floats],
) -> Deciding:
    """The level with the least chance; a single window's where none may fire."""
    levels = list(outcomes)
    chance = np.stack([chances[name, level] for level in levels])
    best = chance.argmin(0)[None]

    def pick(field: str) -> Any:  # noqa: ANN401 - arrays of any type
        values = np.stack([getattr(outcomes[level], field) for level in levels])
        return np.take_along_axis(values, best, 0)[0]

    least = np.take_along_axis(chance, best, 0)[0]
    present = np.broadcast_to(learned.present[name][:, None], least.shape)
    return Deciding(
        pick("effect"), pick("limit"), pick("z"), pick("p"), np.array(levels)[best[0]].astype(np.float64),
        pick("fires").astype(np.bool_) & present, least, pick("rows"), present,
    )  # fmt: skip


def _merge(one: Verdicts, other: Verdicts, windows: Flags) -> Verdicts:
    """The first verdicts, with some windows of the second."""

    def both(a: Any, b: Any) -> Any:  # noqa: ANN401 - arrays of any type
        return np.where(windows[None, :], b, a)

    merged = {
        name: Deciding(*(both(getattr(a, f.name), getattr(other.tests[name], f.name)) for f in fields(Deciding)))
        for name, a in one.tests.items()
    }
    rest = {
        f.name: both(getattr(one, f.name), getattr(other, f.name))
        for f in fields(Verdicts)
        if f.name not in ("tests", "unusual")
    }
    return Verdicts(merged, unusual=one.unusual, **rest)
