"""What the tests of all columns say in each window, before it is asked what fires."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from gnomon.checks import decide, tests
from gnomon.checks import fit as fits
from gnomon.checks.counts import Counts
from gnomon.checks.fit import Fit
from gnomon.checks.settings import NAMES, Settings
from gnomon.checks.taught import Taught

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Deciding:
    """One test of J columns in T windows, each at the level that decides: `(J, T)`.

    Attributes:
        effect: Signed size of change.
        limit: The effect from which it may fire.
        reach: The largest effect of the reference's own windows; 0 where it has none.
        z: The effect in standard normal units.
        p: Chance of it.
        level: How many windows are merged.
        fires: Whether cut, reach and data allow it to fire.
        chance: `p` times what it costs to look at so many tests and levels; 1 where it may not fire.
        rows: Rows that it stands on.
        present: Whether the column has this test.
    """

    effect: Floats
    limit: Floats
    reach: Floats
    z: Floats
    p: Floats
    level: Floats
    fires: Flags
    chance: Floats
    rows: Floats
    present: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The tests of J columns in T windows: `(J, T)` each.

    Attributes:
        tests: By name.
        detectable: The least change of values that would have been seen; NaN without a test of them.
        is_blind: Whether sampling noise alone hides a material change.
        is_noisy: Whether the wobble of the reference does.
        rows: Rows.
        valued: Rows with a value.
        usual_missing: Share of rows that are expected to be missing.
    """

    tests: Mapping[str, Deciding]
    detectable: Floats
    is_blind: Flags
    is_noisy: Flags
    rows: Floats
    valued: Floats
    usual_missing: Floats


def of_counts(taught: Taught, now: Counts, cells: Integers, places: Integers, settings: Settings) -> Measured:
    """Test current windows that are counted in the reference's cells.

    Args:
        taught: The reference.
        now: Counts of T windows.
        cells: `(J, T)` season cell of each window; -1 where the reference has none: it counts as empty.
        places: `(T,)` the windows' places on the calendar.
        settings: What matters.
    """
    now, cells, outcomes = outcomes_of(taught, now, cells, places, settings)
    adjusted = decide.adjusted(taught.fit, outcomes)
    seen = decide.seen(taught.fit, outcomes, settings)
    return Measured(
        {name: _deciding(taught.fit, name, outcomes[name], adjusted) for name in NAMES},
        seen.detectable,
        seen.is_blind,
        seen.is_noisy,
        now.rows,
        now.valued,
        taught.fit.missing.mean[fits.at(cells)],
    )


def outcomes_of(
    taught: Taught, now: Counts, cells: Integers, places: Integers, settings: Settings
) -> tuple[Counts, Integers, tests.Outcomes]:
    """Every test at every level, with the counts and season cells that they read; as `of_counts` otherwise."""
    now, cells = _without_unknown(now, cells), np.maximum(cells, 0)
    return now, cells, tests.run(taught.fit, now, taught.known, cells, places, settings)


def _without_unknown(now: Counts, cells: Integers) -> Counts:
    """The current counts, empty where the reference has no window of the season."""
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
        pick("effect"), pick("limit"), pick("reach"), pick("z"), pick("p"),
        np.array(levels)[best[0]].astype(np.float64), pick("fires").astype(np.bool_) & present, least, pick("rows"),
        present,
    )  # fmt: skip


def at_each_shift(shifts: Integers, tested_at: Callable[[tuple[int, ...]], Measured]) -> Measured:
    """Test windows that need cells at several resolutions.

    Where a window's histogram is coarser than the reference's, cells and fit
    are made anew at its resolution, for it and the windows that merge it.

    Args:
        shifts: `(J, T)` the shift that each column's cells need in each window.
        tested_at: Judges every window with cells at the given shifts.
    """
    keys, which = np.unique(shifts.T, axis=0, return_inverse=True)
    found = [tested_at(tuple(key)) for key in keys.tolist()]
    return reduce(lambda merged, i: where(which.ravel() == i, found[i], merged), range(1, len(found)), found[0])


def where(windows: Flags, these: Measured, those: Measured) -> Measured:
    """What the first says of some windows, the second of the others."""
    return _mapped(lambda a, b: np.where(windows[None, :], a, b), these, those)


def joined(parts: Sequence[Measured]) -> Measured:
    """Measured of stretches of windows, one after the other."""
    return parts[0] if len(parts) == 1 else _mapped(lambda *some: np.concatenate(some, 1), *parts)


def since(first: int, all_of: Measured) -> Measured:
    """The same without the first windows."""
    return _mapped(lambda a: a[:, first:], all_of)


_Any = TypeVar("_Any")


def _mapped(change: Callable[..., Any], *measured: Measured) -> Measured:
    """Measured made array by array from others."""

    def of(cls: type[_Any], values: Sequence[_Any], names: Sequence[str]) -> dict[str, Any]:
        return {name: change(*(getattr(value, name) for value in values)) for name in names}

    deciding = [f.name for f in fields(Deciding)]
    made = {
        name: Deciding(**of(Deciding, [one.tests[name] for one in measured], deciding)) for name in measured[0].tests
    }
    return Measured(made, **of(Measured, measured, [f.name for f in fields(Measured) if f.name != "tests"]))
