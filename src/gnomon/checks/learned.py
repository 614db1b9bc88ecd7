"""What is learned of a reference, frozen: its cells, and how much its columns move when nothing is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from gnomon.checks import column as columns_of
from gnomon.checks import counted, cuts, hygiene, season, stretches, tabulate
from gnomon.checks.column import Column
from gnomon.checks.cuts import REST, Cut
from gnomon.checks.season import Calendar
from gnomon.checks.settings import SHORT_REFERENCE, Settings
from gnomon.checks.side import Side
from gnomon.checks.tabulate import Table
from gnomon.checks.tally import Tally
from gnomon.checks.taught import Taught, taught, taught_live
from gnomon.checks.verdict import Basis, Finding
from gnomon.errors import UsageError
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Role
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.summary import Summary
from gnomon.profiles.windows import Window

Integers = npt.NDArray[np.int64]

VERSION = 2
"""Of what is learned from given bytes: part of the digest, so that another engine's numbers are told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """A frozen reference of J columns, and all that was learned from it.

    The same reference and settings learn the same bits, so what is stored is
    the reference; what was learned at a coarser shift is kept while it lasts.

    Attributes:
        columns: Names of the J columns.
        basis: Which noise verdicts take into account.
        windows: The windows of the reference; empty when it has none.
        total: The reference as one profile.
        sides: The columns with their summary in each window.
        base: The shift of each column's own cells.
        settings: What matters.
        roles: What the columns are to the model, where it was said.
        live: Windows after a reference without any, with their tallies: they teach the wobble.

    Example:
        >>> import gnomon as gn, polars as pl
        >>> learned = learn(gn.profile(pl.DataFrame({"x": [1.0, 2.0, 2.0, None]})))
        >>> learned.columns, learned.tally(gn.profile(pl.DataFrame({"x": [2.0, 5.0]}))).numbers.tolist()
        (('x',), [0, 2, 0, 1, 1, 2])
    """

    columns: tuple[str, ...]
    basis: Basis
    windows: tuple[Window, ...]
    total: Profile
    sides: tuple[Column, ...]
    base: tuple[int, ...]
    settings: Settings
    roles: Mapping[str, Role]
    live: tuple[tuple[Window, Tally], ...] = ()
    _tables: dict[tuple[int, int], Table] = field(default_factory=dict, repr=False)
    _taught: dict[tuple[int, ...], Taught] = field(default_factory=dict, repr=False)
    _digest: list[str] = field(default_factory=list, repr=False)

    @property
    def digest(self) -> str:
        """Hash of the reference's content and of what was asked of it."""
        if not self._digest:
            self._digest.append(_digest(self))
        return self._digest[0]

    @property
    def length(self) -> timedelta:
        """How long a window that was learned from is, in the middle; one day without windows."""
        windows = self.windows or tuple(window for window, _ in self.live)
        lengths = sorted(window.end - window.start for window in windows)
        return lengths[len(lengths) // 2] if lengths else timedelta(days=1)

    @property
    def here(self) -> Taught:
        """What was learned at the reference's own resolution."""
        return self.at(self.base)

    def at(self, shifts: tuple[int, ...]) -> Taught:
        """What is learned with the cells of each column at a shift.

        Args:
            shifts: J of them, none less than in `base`.
        """
        if shifts not in self._taught:
            tables = tuple(self.table(j, shift) for j, shift in enumerate(shifts))
            self._taught[shifts] = self._taught_live(shifts, tables) if self.live else self._taught_still(tables)
        return self._taught[shifts]

    def _taught_still(self, tables: Sequence[Table]) -> Taught:
        calendar = season.calendar(self.windows, self.windows) if self.windows else Calendar.without(1, 0)
        return taught(tables, calendar.reference, stretches.places(self.windows), self.settings.material)

    def _taught_live(self, shifts: tuple[int, ...], tables: Sequence[Table]) -> Taught:
        windows, tallies = zip(*self.live, strict=True)
        sizes = np.array([table.cut.size for table in tables], np.int64)
        counts = counted.counts(tallies, np.array(shifts, np.int64), sizes, lambda _: None)
        return taught_live(tables, counts, stretches.places(windows), self.settings.material)

    def table(self, j: int, shift: int) -> Table:
        """The cells of a column at a shift, with the reference's rows."""
        if (j, shift) not in self._tables:
            self._tables[j, shift] = tabulate.tabulate(self.sides[j], shift)
        return self._tables[j, shift]

    def tally(self, profile: Profile, at: Sequence[int] | None = None) -> Tally:
        """Count a window in the reference's cells.

        Args:
            profile: The window. A column that it lacks, or has of another kind, has no rows.
            at: Shifts of the cells, J of them, where coarser ones than the reference's are needed.
        """
        shifts, sizes, numbers = [], [], list[int]()
        least = self.base if at is None else at
        for j, side in enumerate(self.sides):
            cut = self.table(j, least[j]).cut
            now = _of_kind(profile, side)
            if now is not None and cut.shift_of(now) > cut.shift:
                cut = self.table(j, cut.shift_of(now)).cut
            row = [0] * (cut.size + REST) if now is None else cut.row(now)
            shifts.append(cut.shift)
            sizes.append(cut.size)
            numbers += row
        return Tally(np.array(shifts, np.int64), np.array(sizes, np.int64), np.array(numbers, np.int64))

    def cut(self, j: int) -> Cut:
        """A column's own cells."""
        return self.table(j, self.base[j]).cut

    def seasons(self, windows: Sequence[Window]) -> Mapping[str, Integers]:
        """By season, `(T,)` the cell of windows; -1 in none that the reference has."""
        if not self.windows:
            return Calendar.without(1, len(windows)).current
        return season.calendar(self.windows, windows).current

    def unusual(self) -> tuple[Finding, ...]:
        """Windows of the reference that are unlike its others, the most unusual first."""
        if not self.windows:
            return ()
        return hygiene.findings(
            self.columns, hygiene.unusual(self.here.fit, self.here.before, self.settings), self.windows
        )


def learn(
    reference: ProfileSeries | Profile,
    *,
    material: float = 0.10,
    material_share: float = 0.005,
    exclude: Collection[Window] = (),
    roles: Mapping[str, Role] | None = None,
    columns: Collection[str] | None = None,
    asked: Collection[str] = (),
) -> Learned:
    """Learn from a reference.

    Args:
        reference: What was right. A series teaches how much windows differ when nothing is wrong; of a profile,
            or of a series with fewer than two windows, only sampling noise is known.
        material: The least change that matters, in standard deviations of reference ranks (Cohen's w).
        material_share: The same for shares of missing and of novel rows.
        exclude: Windows to leave out, since something was wrong in them.
        roles: What columns are to the model; where nothing is said, as the reference has it.
        columns: Those to learn; all without it.
        asked: Those of them that are tested even if they are fields of the calendar.

    Raises:
        UsageError: A setting out of its range.

    Source: STATISTICS B3, B7.
    """
    side, settings = Side.of(reference).without(exclude), Settings(material, material_share)
    said: dict[str, Role] = {**side.total.roles, **(roles or {})}
    names = tuple(name for name in side.total.columns if columns is None or name in columns)
    basis: Basis = "reference_windows" if len(side.profiles) > 1 else "sampling_noise_only"
    found = []
    for name in names:
        one = replace(columns_of.of(name, side), role=said.get(name, "feature"))
        found.append(replace(one, calendar="") if name in asked else one)
    return Learned(
        names, basis, side.windows, side.total, tuple(found), tuple(map(cuts.least_shift, found)), settings, said
    )


def with_live(learned: Learned, windows: Sequence[Window], tallies: Sequence[Tally]) -> Learned:
    """Learn the wobble of a reference without windows from the windows after it, in which nothing was wrong.

    Args:
        learned: From a reference without windows.
        windows: At least 14, in order.
        tallies: Of each.

    Raises:
        UsageError: The reference has windows of its own, or there are too few.

    Source: STATISTICS B7.
    """
    if learned.windows:
        raise UsageError("the reference has windows, which teach the wobble. Leave the later ones out.")
    if len(windows) < SHORT_REFERENCE:
        raise UsageError(f"{len(windows)} windows are too few to learn the wobble from. Wait for {SHORT_REFERENCE}.")
    live = tuple(zip(windows, tallies, strict=True))
    return replace(learned, basis="live_wobble", live=live, _taught={}, _digest=[])


def _of_kind(profile: Profile, side: Column) -> Summary | None:
    """A window's column as one of the reference's kind; None when there is none."""
    if side.name not in profile:
        return None
    found = columns_of.of_kind(profile[side.name], side.kind)
    return found if side.kind in (found.kind, "null") else None


def _digest(learned: Learned) -> str:
    """Hash of a reference: of the version, the settings, and each window of each column."""
    found = hashlib.sha256()
    settings = learned.settings
    head = (VERSION, learned.basis, learned.columns, settings.material, settings.material_share)
    found.update(repr((*head, sorted(learned.roles.items()))).encode())
    for window in learned.windows:
        found.update(f"{window.start.isoformat()} {window.end.isoformat()} {window.zone}".encode())
    for side in learned.sides:
        found.update(f"{side.name} {side.calendar}".encode())
        for summary in side.before:
            found.update(Profile(summaries={side.name: summary}).to_bytes())
    for window, tally in learned.live:
        found.update(window.start.isoformat().encode() + tally.to_bytes())
    return found.hexdigest()
