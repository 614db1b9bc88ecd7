"""Histories with a fault in them: some windows are others than those that are stored, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gnomon.checks.learned import Learned
from gnomon.checks.tally import Tally
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.rows.segments import WHOLE, Labels
from gnomon.profiles.custom.scalar import Scalar
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow

Counts = dict[tuple[str, str, datetime], Tally]
"""By content of the reference, name of the columns, and start of the window."""


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """The stored history, each thing read once: for what asks of the same windows again and again.

    Attributes:
        stored: What is stored.
        all_rows: Its windows, in order.
        counts: Of windows that were counted before; it may outlive this memory.
    """

    stored: Stored
    all_rows: tuple[WindowRow, ...]
    counts: Counts = field(default_factory=dict)
    _profiles: dict[tuple[Window, Labels], Profile] = field(default_factory=dict)
    _outcomes: dict[tuple[Window, Labels], Outcome | None] = field(default_factory=dict)

    def first(self) -> WindowRow | None:
        """The oldest window that has rows."""
        return next((row for row in self.all_rows if row.rows), None)

    def rows(self, since: datetime | None, until: datetime | None) -> list[WindowRow]:
        """The windows that lie wholly within `[since, until)`, oldest first."""
        return [
            row
            for row in self.all_rows
            if (since is None or row.window.start >= since) and (until is None or row.window.end <= until)
        ]

    def profile(self, window: Window, labels: Labels = WHOLE) -> Profile:
        """The profile of a window's rows, or of those of a segment."""
        key = window, labels
        if key not in self._profiles:
            self._profiles[key] = self.stored.profile(*key)
        return self._profiles[key]

    def scalars(
        self, names: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[datetime, Mapping[str, Scalar]]:
        """The user's own numbers of the windows that lie wholly within `[since, until)`, by their start."""
        return self.stored.scalars(names, since, until)

    def measured(self, series: str, metric: str, until: datetime) -> Sequence[tuple[Window, float]]:
        """What is measured of the windows that end by then, oldest first."""
        return self.stored.measured(series, metric, until)

    def outcome(self, window: Window) -> Outcome | None:
        """The outcome of a window's rows."""
        return self.outcomes(window.start, window.end).get(window)

    def outcomes(
        self, since: datetime | None, until: datetime | None, labels: Labels = WHOLE
    ) -> Mapping[Window, Outcome]:
        """The outcomes of the windows that lie wholly within `[since, until)`, of all rows or of a segment's."""
        wanted = [row.window for row in self.rows(since, until)]
        lacking = [window for window in wanted if (window, labels) not in self._outcomes]
        if lacking:
            read = self.stored.outcomes(lacking[0].start, lacking[-1].end, labels)
            self._outcomes.update({(window, labels): read.get(window) for window in lacking})
        found = {window: self._outcomes[window, labels] for window in wanted}
        return {window: outcome for window, outcome in found.items() if outcome is not None}

    def tallies(
        self, frozen: Frozen, taught: Learned, name: str, rows: Sequence[WindowRow], labels: Labels = WHOLE
    ) -> list[Tally]:
        """The counts of windows under a reference."""
        keys = [(frozen.digest, name, row.window.start) for row in rows]
        lacking = [row for row, key in zip(rows, keys, strict=True) if key not in self.counts]
        made = self.stored.tallies(frozen, taught, name, lacking, labels)
        for row, tally in zip(lacking, made, strict=True):
            self.counts[frozen.digest, name, row.window.start] = tally
        return [self.counts[key] for key in keys]


@dataclass(frozen=True, slots=True)
class Altered:
    """A window with a fault in it.

    Attributes:
        row: What is known of it.
        profile: Of its rows.
        outcome: Of its rows; None without one.
    """

    row: WindowRow
    profile: Profile
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, eq=False)
class Injected:
    """A history in which some windows are others, as a whole: what is known of segments is what is stored.

    Attributes:
        past: What is stored.
        altered: The windows with a fault, by their start.
    """

    past: Remembered
    altered: Mapping[datetime, Altered]

    def first(self) -> WindowRow | None:
        """The oldest window that has rows."""
        return self.past.first()

    def rows(self, since: datetime | None, until: datetime | None) -> list[WindowRow]:
        """The windows that lie wholly within `[since, until)`; one that lost its rows is not there."""
        found = [self._row(row) for row in self.past.rows(since, until)]
        return [row for row in found if row.rows or row.window.start not in self.altered]

    def profile(self, window: Window, labels: Labels = WHOLE) -> Profile:
        """The profile of a window's rows, or of those of a segment."""
        altered = self.altered.get(window.start) if labels == WHOLE else None
        return self.past.profile(window, labels) if altered is None else altered.profile

    def scalars(
        self, names: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[datetime, Mapping[str, Scalar]]:
        """The user's own numbers of the windows that lie wholly within `[since, until)`, by their start."""
        found = dict(self.past.scalars(names, since, until))
        for start in self.altered.keys() & found.keys():
            kept = self.altered[start].profile.scalars
            found[start] = {name: kept[name] for name in names if name in kept}
        return found

    def measured(self, series: str, metric: str, until: datetime) -> Sequence[tuple[Window, float]]:
        """What is measured of the windows that end by then, oldest first: of what is stored, without the fault."""
        return self.past.measured(series, metric, until)

    def outcome(self, window: Window) -> Outcome | None:
        """The outcome of a window's rows."""
        altered = self.altered.get(window.start)
        return self.past.outcome(window) if altered is None else altered.outcome

    def outcomes(
        self, since: datetime | None, until: datetime | None, labels: Labels = WHOLE
    ) -> Mapping[Window, Outcome]:
        """The outcomes of the windows that lie wholly within `[since, until)`; of a segment as they are stored."""
        if labels != WHOLE:
            return self.past.outcomes(since, until, labels)
        found: dict[Window, Outcome | None] = dict(self.past.outcomes(since, until))
        for row in self.rows(since, until):
            if row.window.start in self.altered:
                found[row.window] = self.altered[row.window.start].outcome
        lost = {start for start, one in self.altered.items() if not one.row.rows}
        return {window: one for window, one in found.items() if one is not None and window.start not in lost}

    def tallies(
        self, frozen: Frozen, taught: Learned, name: str, rows: Sequence[WindowRow], labels: Labels = WHOLE
    ) -> list[Tally]:
        """The counts of windows under a reference."""
        if labels != WHOLE:
            return self.past.tallies(frozen, taught, name, rows, labels)
        usual = [row for row in rows if row.window.start not in self.altered]
        kept = dict(zip((r.window.start for r in usual), self.past.tallies(frozen, taught, name, usual), strict=True))
        return [
            kept[row.window.start] if row.window.start in kept else taught.tally(self.altered[row.window.start].profile)
            for row in rows
        ]

    def _row(self, row: WindowRow) -> WindowRow:
        altered = self.altered.get(row.window.start)
        return row if altered is None else altered.row
