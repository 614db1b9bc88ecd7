"""An entity's turn in a run: which windows are due, and what is judged anew since its data changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from gnomon.checks.scalar.closed import Closed
from gnomon.config.entity import Entity
from gnomon.jobs import calendar
from gnomon.jobs.judging import contract, flow, incomplete, keep, late, realised
from gnomon.jobs.judging.assess import assess
from gnomon.jobs.judging.assessed import Assessed
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.judging.judge import judge
from gnomon.jobs.lease import Lease
from gnomon.jobs.monitors import Plan
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.reference import Waiting, is_rolling, rolling
from gnomon.jobs.rows.profile import Brought
from gnomon.jobs.steps import Listener, Step
from gnomon.profiles.windows import Every, Window
from gnomon.store import evaluations, verdicts
from gnomon.store import windows as windows_of
from gnomon.store.open import Store

Progress = Callable[[int], None]
SILENCE = 14
"""So many windows without rows where some are usual are judged; after them nothing new is said until rows come."""

LONGEST_SILENCE = 14 * SILENCE
"""So many at most, those among them in which no rows are usual."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One entity while a run works on it.

    Attributes:
        entity: The entity.
        plans: Its monitors.
        lease: That of the entity.
        until: The moment as which it runs.
        listener: Told each step that is done.
        progress: Told of each batch how many rows it had.
        brought: What was done with its rows.
    """

    entity: Entity
    plans: Sequence[Plan]
    lease: Lease
    until: datetime
    listener: Listener
    progress: Progress | None = None
    brought: Brought = field(default_factory=Brought)

    @property
    def store(self) -> Store:
        """The store."""
        return self.lease.store

    def say(self, step: Step, **facts: object) -> None:
        """Tell the listener that a step is done."""
        self.listener(step, self.entity.name, facts)

    def judge_new(self, reference: Frozen) -> int:
        """Judge the windows that are over and were not judged yet; how many."""
        due = due_windows(self.store, self.entity, self.plans, reference, self.until)
        with self.store.reading() as tx:
            alerts = late.before(tx, self.entity.name, self.plans, due[0].start) if due else {}
        stretches = self._stretches(reference, due)
        lacking = {window.start for window in due if self._may_lack_rows(window.start)}
        for stretch, frozen in stretches:
            assessed = self._assessed(frozen, stretch, lacking)
            for place, judged in enumerate(judge(assessed, self.plans, alerts)):
                with self.lease.transaction() as tx:
                    keep.window(tx, self.entity, self.plans, judged, assessed.revisions[place], self.lease.clock())
                alerts = judged.alerts
                self.say("judged", window=judged.window.start.isoformat())
        return sum(len(stretch) for stretch, _ in stretches)

    def judge_again(self, reference: Frozen) -> int:
        """Judge again from the first window whose rows or targets changed; how many verdicts differ."""
        with self.store.reading() as tx:
            name = self.entity.name
            changed = [start for plan in self.plans for start in verdicts.outdated(tx, name, plan.name)]
            changed += realised.ripened(tx, self.entity, self.plans, self.until)
            held = incomplete.starts(tx, name, self.plans)
            last = [row.window.end for plan in self.plans if (row := evaluations.last(tx, name, plan.name))]
        lacking = {start for start in held if self._may_lack_rows(start)}
        changed += held - lacking
        if not (changed and last):
            return 0
        windows = calendar.windows(min(changed), max(last), self.entity.every, self.entity.zone)
        stretches = [
            self._assessed(frozen, stretch, lacking) for stretch, frozen in self._stretches(reference, windows)
        ]
        if not stretches:
            return 0
        with self.lease.transaction() as tx:
            differing = late.revise(tx, self.entity, self.plans, stretches, self.lease.clock())
        self.say("judged", revised=len(differing))
        return len(differing)

    def _may_lack_rows(self, start: datetime) -> bool:
        """Whether rows of a window may be among what could not be read."""
        return self.brought.unread_until is not None and start < self.brought.unread_until

    def _assessed(self, frozen: Frozen, stretch: Sequence[Window], lacking: Collection[datetime]) -> Assessed:
        """What is known of windows; of those that lack rows not how many there are."""
        found = assess(self.store, self.entity, self.plans, frozen, stretch, self.until)
        return incomplete.without(found, self.plans, lacking, self.brought.problems)

    def _stretches(self, reference: Frozen, due: tuple[Window, ...]) -> list[tuple[tuple[Window, ...], Frozen]]:
        """Windows that are judged together, with their reference: of a sliding one each window has its own."""
        if not due:
            return []
        if not is_rolling(self.entity):
            return [(due, reference)]
        found: list[tuple[tuple[Window, ...], Frozen]] = []
        for window in due:
            with suppress(Waiting):
                found.append(((window,), rolling(self.store, self.entity, window)))
        return found


def due_windows(
    store: Store, entity: Entity, plans: Sequence[Plan], reference: Frozen, until: datetime
) -> tuple[Window, ...]:
    """The windows that are over and were not judged yet.

    A monitor that was added later is judged from where the others are. Of a silence the first windows
    are judged; the rest of it, which says nothing new, when rows come again.

    Args:
        store: Where they are.
        entity: Whose.
        plans: Its monitors.
        reference: What it is compared with.
        until: Now.
    """
    with store.reading() as tx:
        ends = [row.window.end for plan in plans if (row := evaluations.last(tx, entity.name, plan.name))]
        first, last = windows_of.first(tx, entity.name), windows_of.last(tx, entity.name)
    if first is None or last is None:
        return ()
    start = max(ends, default=first.window.start)
    if not ends and entity.reference.form in contract.OWN and reference.series.windows:
        start = max(start, reference.series.windows[-1].end)
    heard = _heard(flow.closed(Stored(store, entity.name), entity, reference, first, until), last.window, entity)
    return calendar.closed(start, min(until, heard + entity.lateness), entity.lateness, entity.every, entity.zone)


def _heard(closed: Closed, last: Window, entity: Entity) -> datetime:
    """Until when a silence after the last window with rows is judged."""
    length = Every.parse(entity.every).length
    after = calendar.windows(last.end, last.end + LONGEST_SILENCE * length, entity.every, entity.zone)
    is_open = np.flatnonzero(~closed.flags(after))[:SILENCE]
    return after[is_open[-1]].end if len(is_open) else last.end
