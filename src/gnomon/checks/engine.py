"""The engine of a comparison: both sides at hand, every current window judged at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import numpy.typing as npt

from gnomon.checks import decide, hygiene, measured, tabulate
from gnomon.checks.column import Column
from gnomon.checks.hygiene import Unusual
from gnomon.checks.measured import Deciding, Measured
from gnomon.checks.season import Calendar
from gnomon.checks.settings import LONGEST, Settings
from gnomon.checks.taught import Taught, taught

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """What is decided of J columns in T windows: `(J, T)` each.

    Attributes:
        tests: By name.
        detectable: The least change of values that would have been seen; NaN without a test of them.
        is_blind: Whether sampling noise alone hides a material change.
        is_noisy: Whether the wobble of the reference does.
        rows: Rows.
        valued: Rows with a value.
        usual_missing: Share of rows that are expected to be missing.
        fires: Whether the column is in violation.
        cut: Chance up to which a test fires in that window.
        unusual: Windows of the reference that are far from its others.
    """

    tests: Mapping[str, Deciding]
    detectable: Floats
    is_blind: Flags
    is_noisy: Flags
    rows: Floats
    valued: Floats
    usual_missing: Floats
    fires: Flags
    cut: Floats
    unusual: Unusual


def run(
    columns: Sequence[Column],
    calendar: Calendar,
    places: tuple[Integers, Integers],
    settings: Settings,
) -> Verdicts:
    """Judge columns in every current window.

    Args:
        columns: J of them, each with R reference windows and T current ones.
        calendar: The seasons that the windows can have.
        places: Places on the calendar of both sides' windows.
        settings: What matters.
    """
    shifts = _shifts(columns)

    @cache
    def at(key: tuple[int, ...]) -> Taught:
        tables = [tabulate.tabulate(column, shift) for column, shift in zip(columns, key, strict=True)]
        return taught(tables, calendar.reference, places[0], settings.material)

    def judged(key: tuple[int, ...]) -> Measured:
        here = at(key)
        cells = np.stack([calendar.current[name] for name in here.fit.season])
        return measured.of_counts(here, tabulate.stack(here.tables, now=True), cells, places[1], settings)

    found = measured.at_each_shift(shifts, judged)
    decision = decide.decide([test.chance for test in found.tests.values()], settings.alpha)
    first = at(tuple(np.unique(shifts.T, axis=0)[0].tolist()))
    return Verdicts(
        **{f.name: getattr(found, f.name) for f in fields(Measured)},
        fires=decision.fires,
        cut=decision.cut,
        unusual=hygiene.unusual(first.fit, first.before, settings),
    )


def _shifts(columns: Sequence[Column]) -> Integers:
    """The shift that each column's cells need in each window: `(J, T)`."""
    found = []
    for column in columns:
        least, now = tabulate.shifts(column)
        reach = [now[max(0, t + 1 - 2 * LONGEST) : t + 1].max(initial=least) for t in range(len(now))]
        found.append(reach)
    return np.array(found, np.int64)
