"""An entity's history, as judging looks at it: its windows, what is summarised of each, and their counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gnomon.checks.learned import Learned
from gnomon.checks.tally import Tally
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.rows.segments import WHOLE, Labels
from gnomon.profiles.custom.scalar import Scalar
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window
from gnomon.store import entities, measurements, samples, tallies, windows
from gnomon.store.open import Store
from gnomon.store.windows import WindowRow


class History(Protocol):
    """What judging asks of the past; `Stored` answers from the store."""

    def first(self) -> WindowRow | None:
        """The oldest window that has rows."""
        ...

    def rows(self, since: datetime | None, until: datetime | None) -> list[WindowRow]:
        """The windows that lie wholly within `[since, until)`, oldest first."""
        ...

    def profile(self, window: Window, labels: Labels = WHOLE) -> Profile:
        """The profile of a window's rows, or of those of a segment; the empty one without any."""
        ...

    def scalars(
        self, names: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[datetime, Mapping[str, Scalar]]:
        """The user's own numbers of the windows that lie wholly within `[since, until)`, by their start."""
        ...

    def measured(self, series: str, metric: str, until: datetime) -> Sequence[tuple[Window, float]]:
        """What is measured of the windows that end by then, oldest first; those without a value are left out."""
        ...

    def outcome(self, window: Window) -> Outcome | None:
        """The outcome of a window's rows; None without one."""
        ...

    def outcomes(
        self, since: datetime | None, until: datetime | None, labels: Labels = WHOLE
    ) -> Mapping[Window, Outcome]:
        """The outcomes of the windows that lie wholly within `[since, until)`, of all rows or of a segment's."""
        ...

    def tallies(
        self, frozen: Frozen, taught: Learned, name: str, rows: Sequence[WindowRow], labels: Labels = WHOLE
    ) -> list[Tally]:
        """The counts of windows under a reference.

        Args:
            frozen: The reference.
            taught: What it taught.
            name: Of the columns that it taught of, and of the segment.
            rows: The windows.
            labels: Of which segment; of all rows without it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Stored:
    """The history that is stored.

    Attributes:
        store: Where.
        entity: Whose.
        is_kept: Whether counts that are made anew are stored: those of a rolling reference never are.
    """

    store: Store
    entity: str
    is_kept: bool = True

    def first(self) -> WindowRow | None:
        """The oldest window that has rows."""
        with self.store.reading() as tx:
            return windows.first(tx, self.entity)

    def rows(self, since: datetime | None, until: datetime | None) -> list[WindowRow]:
        """The windows that lie wholly within `[since, until)`, oldest first."""
        with self.store.reading() as tx:
            return windows.all(tx, self.entity, since, until)

    def profile(self, window: Window, labels: Labels = WHOLE) -> Profile:
        """The profile of a window's rows, or of those of a segment, all its batches added."""
        with self.store.reading() as tx:
            return samples.profile(tx, self.entity, window, dict(labels))

    def scalars(
        self, names: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[datetime, Mapping[str, Scalar]]:
        """The user's own numbers of the windows that lie wholly within `[since, until)`, by their start."""
        with self.store.reading() as tx:
            found = samples.series(tx, self.entity, since, until, columns=names)
        return {window.start: profile.scalars for window, profile in found}

    def measured(self, series: str, metric: str, until: datetime) -> Sequence[tuple[Window, float]]:
        """What is measured of the windows that end by then, oldest first; those without a value are left out."""
        with self.store.reading() as tx:
            calendar = entities.calendar(tx, self.entity)
            by_key = measurements.series(tx, self.entity, metric, series, until=until, labels={})
        return [
            (calendar.window_of_micros(start, end), value)
            for one in by_key.values()
            for start, end, value in zip(one.start.tolist(), one.end.tolist(), one.value.tolist(), strict=True)
            if math.isfinite(value)
        ]

    def outcome(self, window: Window) -> Outcome | None:
        """The outcome of a window's rows, all its batches added."""
        with self.store.reading() as tx:
            return samples.outcome(tx, self.entity, window)

    def outcomes(
        self, since: datetime | None, until: datetime | None, labels: Labels = WHOLE
    ) -> Mapping[Window, Outcome]:
        """The outcomes of the windows that lie wholly within `[since, until)`, of all rows or of a segment's."""
        with self.store.reading() as tx:
            return dict(samples.outcomes(tx, self.entity, since, until, dict(labels)))

    def tallies(
        self, frozen: Frozen, taught: Learned, name: str, rows: Sequence[WindowRow], labels: Labels = WHOLE
    ) -> list[Tally]:
        """The counts of windows; those that are not stored yet, or are of older rows, made anew."""
        if not rows:
            return []
        key = {"columns": name}
        since, until = rows[0].window.start, rows[-1].window.end
        with self.store.reading() as tx:
            kept = dict(tallies.between(tx, frozen.id, since, until, key)) if frozen.id else {}
        found = {row.window.start: _current(kept.get(row.window.start), row.revision) for row in rows}
        lacking = [row for row in rows if found[row.window.start] is None]
        made = {row.window.start: taught.tally(self.profile(row.window, labels)) for row in lacking}
        if frozen.id and made and self.is_kept:
            with self.store.transaction() as tx:
                for row in lacking:
                    blob = row.revision.to_bytes(tallies.REVISION_BYTES, "little") + made[row.window.start].to_bytes()
                    tallies.put(tx, frozen.id, row.window.start, key, blob)
        return [found[row.window.start] or made[row.window.start] for row in rows]


def _current(blob: bytes | None, revision: int) -> Tally | None:
    if blob is None or int.from_bytes(blob[: tallies.REVISION_BYTES], "little") != revision:
        return None
    return Tally.from_bytes(blob[tallies.REVISION_BYTES :])
