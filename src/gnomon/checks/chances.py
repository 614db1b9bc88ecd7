"""Chances: how likely what each window shows is by chance, from tallies alone, before it is asked what fires.

Windows are worked through in blocks that begin at fixed places in time, each
with the block before it as its past. So a window has the same bits whether it
is judged with its past only or among a thousand others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from gnomon.checks import counted, measured, stretches
from gnomon.checks.counts import Counts
from gnomon.checks.learned import Learned
from gnomon.checks.measured import Measured
from gnomon.checks.settings import LONGEST, Settings
from gnomon.checks.tally import Tally
from gnomon.checks.taught import Taught
from gnomon.checks.tests import Outcomes
from gnomon.errors import GnomonError
from gnomon.profiles.profile import Profile
from gnomon.profiles.time import EPOCH
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

BLOCK = 2 * LONGEST
"""Windows of a block: as many as the longest stretch may reach over."""

PAST = 2 * BLOCK
"""So many windows before the first that is judged are all that it can depend on."""

ProfileOf = Callable[[int], Profile]
"""Gives the profile of a window by its place."""

Recount = Callable[[int, Sequence[int]], Tally | None]


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """What the tests say of windows, for `family.decide`.

    Attributes:
        learned: The reference.
        settings: What matters.
        windows: The judged windows.
        measured: Every test of J columns in these T windows.
        past: The windows before them that may be merged, then themselves.
        tallies: Of these.
        shifts: `(J, T)` the shift of the cells in which each column was judged.
        recount: Counts the window at a place in `past` in coarser cells, if its profile is at hand.
    """

    learned: Learned
    settings: Settings
    windows: tuple[Window, ...]
    measured: Measured
    past: tuple[Window, ...]
    tallies: tuple[Tally, ...]
    shifts: Integers
    recount: Recount

    def __len__(self) -> int:
        """Number of judged windows."""
        return len(self.windows)

    def place(self, t: int) -> int:
        """Where a judged window stands in `past`."""
        return len(self.past) - len(self.windows) + t


def chances(
    learned: Learned,
    windows: Sequence[Window],
    tallies: Sequence[Tally],
    *,
    settings: Settings,
    first: int = 0,
    profile_of: ProfileOf | None = None,
) -> Chances:
    """The chance of each column's tests in each window from the first on.

    Args:
        learned: The reference.
        windows: T windows in order; those before the first are merged where a test needs more rows. With `PAST`
            of them every bit is as if all were given.
        tallies: Of each window.
        settings: What matters; `alpha` is the chance that the columns may spend in a window.
        first: Place of the first window to judge.
        profile_of: Gives the profile of the window at a place, to count it anew where a later one is coarser. Without
            it such windows are not merged with that one, in that column.

    Raises:
        GnomonError: Windows and tallies differ in number, or tallies are of another reference.

    Source: STATISTICS B4, B5.
    """
    _check(learned, windows, tallies)
    past = max(0, first - PAST)
    windows, tallies, first = tuple(windows[past:]), tuple(tallies[past:]), first - past

    def recount(place: int, shifts: Sequence[int]) -> Tally | None:
        return learned.tally(profile_of(place + past), shifts) if profile_of is not None else None

    return _judged(learned, windows, tallies, settings, first, recount)


def earlier(chances: Chances, first: int) -> Chances:
    """The same, judged from an earlier window on.

    Args:
        chances: Of the windows.
        first: Place of the first window to judge in `past`.
    """
    of = chances
    return _judged(of.learned, of.past, of.tallies, of.settings, first, of.recount)


def _judged(
    learned: Learned,
    windows: tuple[Window, ...],
    tallies: tuple[Tally, ...],
    settings: Settings,
    first: int,
    recount: Recount,
) -> Chances:
    parts, shifts = [], []
    for begin, start, end in _blocks(learned, windows, first):
        side = _Stretch(learned, windows[begin:end], tallies[begin:end], begin, recount)
        needed = side.shifts()
        parts.append(measured.since(start - begin, measured.at_each_shift(needed, side.judged(settings))))
        shifts.append(needed[:, start - begin :])
    if not parts:
        empty = _Stretch(learned, (), (), 0, recount)
        parts, shifts = [empty.judged(settings)(learned.base)], [empty.shifts()]
    return Chances(
        learned, settings, windows[first:], measured.joined(parts), windows, tallies,
        np.concatenate(shifts, 1), recount,
    )  # fmt: skip


def outcomes(chances: Chances, t: int) -> tuple[Taught, Counts, Integers, Outcomes]:
    """Everything behind the tests of one judged window, worked out anew: the last window of what is returned.

    Args:
        chances: Of the windows.
        t: Place of the window.

    Returns:
        What the reference taught, and of the windows up to this one the counts, `(J, W)` season cells, and tests.
    """
    learned, place = chances.learned, chances.place(t)
    ((begin, _, end),) = _blocks(learned, chances.past[: place + 1], place)
    side = _Stretch(learned, chances.past[begin:end], chances.tallies[begin:end], begin, chances.recount)
    key = tuple(chances.shifts[:, t].tolist())
    taught, cells, places = side.laid_out(key)
    return taught, *measured.outcomes_of(taught, side.counts(key), cells, places, chances.settings)


def _check(learned: Learned, windows: Sequence[Window], tallies: Sequence[Tally]) -> None:
    if len(windows) != len(tallies):
        raise GnomonError(f"{len(windows)} windows need as many tallies, not {len(tallies)}.")
    for tally in tallies:
        if len(tally.sizes) != len(learned.columns):
            raise GnomonError(
                f"a tally of {len(tally.sizes)} columns is none of this reference's {len(learned.columns)}."
            )


def _blocks(learned: Learned, windows: Sequence[Window], first: int) -> list[tuple[int, int, int]]:
    """Where each block's past begins, where it begins to be judged, and where it ends."""
    step = BLOCK * learned.length
    blocks = [(window.start - EPOCH) // step for window in windows]
    found = []
    for block, some in groupby(range(len(windows)), key=lambda t: blocks[t]):
        places = list(some)
        start, end = max(places[0], first), places[-1] + 1
        if start < end:
            begin = next(t for t, other in enumerate(blocks) if other >= block - 1)
            found.append((begin, start, end))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Windows that are judged together: a block and its past."""

    learned: Learned
    windows: Sequence[Window]
    tallies: Sequence[Tally]
    first: int
    recount: Recount

    def shifts(self) -> Integers:
        """The shift that each column's cells need in each window: `(J, T)`."""
        base = np.array(self.learned.base, np.int64)
        own = np.array([tally.shifts for tally in self.tallies], np.int64).reshape(-1, len(base))
        reach = [own[max(0, t + 1 - BLOCK) : t + 1].max(0) for t in range(len(own))]
        return np.array(reach, np.int64).reshape(-1, len(base)).T

    def judged(self, settings: Settings) -> Callable[[tuple[int, ...]], Measured]:
        """Judges every window with cells at given shifts."""

        def at(key: tuple[int, ...]) -> Measured:
            taught, cells, places = self.laid_out(key)
            return measured.of_counts(taught, self.counts(key), cells, places, settings)

        return at

    def laid_out(self, key: tuple[int, ...]) -> tuple[Taught, Integers, Integers]:
        """What the reference teaches at given shifts; season cells and places of the windows."""
        taught, seasons = self.learned.at(key), self.learned.seasons(self.windows)
        cells = np.stack([seasons[name] for name in taught.fit.season])
        return taught, cells, stretches.places(self.windows)[: len(self.windows)]

    def counts(self, key: tuple[int, ...]) -> Counts:
        """The rows of each window in cells at given shifts."""

        def recount(t: int) -> Tally | None:
            return self.recount(self.first + t, key)

        sizes = np.array([table.cut.size for table in self.learned.at(key).tables], np.int64)
        return counted.counts(self.tallies, np.array(key, np.int64), sizes, recount)
