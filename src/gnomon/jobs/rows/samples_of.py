"""The samples of one batch: put in place of those it had, window by window, with what that changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from gnomon.jobs.rows.cut import Cut
from gnomon.jobs.rows.index import window_at
from gnomon.jobs.rows.segments import WHOLE, Labels
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window
from gnomon.store import batch_samples, entities, samples, windows
from gnomon.store.transaction import Transaction
from gnomon.store.windows import WindowRow

STALE = b"stale:"
"""How a target digest begins of a window whose rows changed since its outcome was observed."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch of windows that a slice of a batch speaks for: what it does not have there is gone.

    Attributes:
        since: Start of the first window; None for no beginning.
        until: Start of the first window after it; None for no end.
        is_new: Whether the batch had nothing before.
    """

    since: datetime | None
    until: datetime | None
    is_new: bool


def write(
    tx: Transaction, entity: str, batch: int, made: Mapping[datetime, Mapping[Labels, Profile]], reach: Reach, cut: Cut
) -> tuple[tuple[Window, ...], tuple[str, ...]]:
    """Write the samples of a slice of a batch.

    Args:
        tx: A transaction.
        entity: Whose.
        batch: Its number.
        made: Profiles by window and labels.
        reach: What the slice speaks for.
        cut: How windows are cut.

    Returns:
        Windows whose profile changed (their data revision is one more), and sentences on changed schemas.

    Raises:
        SchemaError: A column has another kind in rows of the same window that came from elsewhere.
    """
    rows = {row.window.start: row for row in windows.all(tx, entity, reach.since, reach.until)}
    had = set() if reach.is_new else {start for start in batch_samples.starts(tx, batch) if start in rows}
    notes = _schema_changes(tx, entity, made)
    changed = []
    for start in sorted({*made, *had}):
        window = window_at(start, cut.every, cut.zone)
        one = _Write(entity, batch, window, made.get(start, {}), rows.get(start), start in had)
        if one.put(tx):
            changed.append(window)
    return tuple(changed), notes


@dataclass(frozen=True, slots=True)
class _Write:
    """One window of a batch that is written."""

    entity: str
    batch: int
    window: Window
    made: Mapping[Labels, Profile]
    row: WindowRow | None
    is_there: bool

    def put(self, tx: Transaction) -> bool:
        """Write it; whether the profile of its rows is another than before."""
        stale = STALE if self.row is None else stale_digest(tx, self.entity, self.window)
        is_other = False
        if self.is_there:
            is_other = {} in batch_samples.keep(tx, self.batch, self.window.start, [dict(each) for each in self.made])
        for labels, profile in self.made.items():
            changed = samples.put(tx, self.entity, self.window, self.batch, dict(labels), profile, None)
            is_other |= changed and labels == WHOLE
        windows.put(tx, self.entity, self._row(tx, stale, is_other))
        return is_other

    def _row(self, tx: Transaction, stale: bytes, is_other: bool) -> WindowRow:
        if self.row is not None and not is_other:
            return replace(self.row, target_digest=stale)
        # Adding up what several batches say also finds columns whose kinds do not agree.
        whole = self.made[WHOLE] if self.row is None else samples.profile(tx, self.entity, self.window)
        revision, arrivals = (0, b"") if self.row is None else (self.row.revision, self.row.arrivals)
        return WindowRow(self.window, revision + 1, whole.rows, whole.volume.times.max, stale, arrivals)


def stale_digest(tx: Transaction, entity: str, window: Window) -> bytes:
    """A target digest that no targets have, and that remembers the outcome of before: it is observed again."""
    return STALE + outcome_hash(samples.outcome(tx, entity, window))


def outcome_hash(outcome: Outcome | None) -> bytes:
    """What an outcome is known by; empty for none."""
    return b"" if outcome is None else hashlib.sha256(outcome.to_bytes()).digest()[:16]


def _schema_changes(tx: Transaction, entity: str, made: Mapping[datetime, Mapping[Labels, Profile]]) -> tuple[str, ...]:
    """What columns came, went or changed their kind since the newest window before; recorded as entity events."""
    first = min(made, default=None)
    earlier = None if first is None else windows.last(tx, entity, first)
    if first is None or earlier is None:
        return ()
    notes = tuple(_differences(samples.profile(tx, entity, earlier.window), made[first][WHOLE]))
    for note in notes:
        entities.event(tx, entity, first, "schema", note)
    return notes


def _differences(before: Profile, now: Profile) -> Iterator[str]:
    for name in sorted({*before, *now}):
        if "feedback" in (before.roles.get(name), now.roles.get(name)):
            continue  # it comes later, or not at all
        if name not in before:
            yield f"column {name!r} is new."
        elif name not in now:
            yield f"column {name!r} is gone."
        elif before[name].kind != now[name].kind and "null" not in (before[name].kind, now[name].kind):
            yield f"column {name!r} is a {now[name].kind} now; it was a {before[name].kind}."
