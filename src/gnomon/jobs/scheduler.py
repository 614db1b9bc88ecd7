"""Runs, one after the other, until somebody says that it is enough.

Several schedulers may work on one store: each entity has a lease, and whoever
does not get it leaves the entity to the one that has it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import calendar
from gnomon.jobs import run as runs
from gnomon.jobs.clock import Clock
from gnomon.jobs.steps import Listener, Step, nobody
from gnomon.jobs.telling import deliver
from gnomon.jobs.trials.suggestions import in_short
from gnomon.store.open import Store

PAUSE = timedelta(seconds=5)
"""Between the end of a run and the next, at most: a run begins as soon as a window is over."""

LEAST = timedelta(milliseconds=200)
"""Between two runs, so that others get their turn."""

QUIET: frozenset[Step] = frozenset({"leased", "measured", "told", "done"})
"""Steps that every run takes, also where there is nothing to do."""

Wait = Callable[[timedelta], bool]
"""Waits so long, or until it is over; whether it is over."""


def keep_running(
    settings: Settings, store: Store, *, clock: Clock, wait: Wait, listener: Listener = nobody, pause: timedelta = PAUSE
) -> None:
    """Do all work that is due, again and again.

    A run that fails, since the store is away or for a bug, is told as the step `failed`; the next one tries again.

    Args:
        settings: The configuration.
        store: Its store.
        clock: The time on the wall.
        wait: Lets time pass; true when it is over.
        listener: Told each step that did something.
        pause: Between the end of a run and the next, at most.
    """
    heard = _only_what_happened(listener)
    is_over = False
    while not is_over:
        began = clock()
        try:
            runs.run(settings, store, began, clock=clock, listener=heard, suggest=in_short)
            deliver.deliver(settings, store, clock=clock, wait=wait, listener=heard)
        except Exception as error:  # whatever it is, the next run may do better, and the server goes on taking batches
            listener("failed", "scheduler", {"error": f"{type(error).__name__}: {error}"})
        is_over = wait(_until_due(settings, began, clock(), pause))


def _until_due(settings: Settings, began: datetime, now: datetime, most: timedelta) -> timedelta:
    """How long to wait: until the first window is over that was not when a run began."""
    over = [_first_over(entity, began) - now for entity in settings.entities.values()]
    return max(LEAST, min([most, *over]))


def _first_over(entity: Entity, after: datetime) -> datetime:
    """The first moment after another at which a window of an entity is over for good (ALERTS R13)."""
    return calendar.window_of(after - entity.lateness, entity.every, entity.zone).end + entity.lateness


def _only_what_happened(listener: Listener) -> Listener:
    """A listener that is spared what happens in every run."""

    def heard(step: Step, of: str, facts: dict[str, object]) -> None:
        if step not in QUIET and not (step == "drained" and not facts.get("rows")):
            listener(step, of, facts)

    return heard
