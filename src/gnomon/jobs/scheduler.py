"""Runs, one after the other, until somebody says that it is enough.

Several schedulers may work on one store: each entity has a lease, and whoever
does not get it leaves the entity to the one that has it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from gnomon.config.settings import Settings
from gnomon.jobs import run as runs
from gnomon.jobs.clock import Clock
from gnomon.jobs.steps import Listener, Step, nobody
from gnomon.jobs.telling import deliver
from gnomon.jobs.trials.suggestions import in_short
from gnomon.store.open import Store

PAUSE = timedelta(seconds=5)
"""Between the end of a run and the next."""

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
        pause: Between the end of a run and the next.
    """
    heard = _only_what_happened(listener)
    is_over = False
    while not is_over:
        try:
            runs.run(settings, store, clock(), clock=clock, listener=heard, suggest=in_short)
            deliver.deliver(settings, store, clock=clock, wait=wait, listener=heard)
        except Exception as error:  # whatever it is, the next run may do better, and the server goes on taking batches
            listener("failed", "scheduler", {"error": f"{type(error).__name__}: {error}"})
        is_over = wait(pause)


def _only_what_happened(listener: Listener) -> Listener:
    """A listener that is spared what happens in every run."""

    def heard(step: Step, of: str, facts: dict[str, object]) -> None:
        if step not in QUIET and not (step == "drained" and not facts.get("rows")):
            listener(step, of, facts)

    return heard
