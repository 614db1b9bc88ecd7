"""A run, or a sender, in a process of its own, which kills itself at a place that it is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event
from tests.jobs.running import SECRET, Wall, once
from tests.jobs.worlds import World, day
from tests.jobs.worlds import settings as entity_of

from gnomon.config.channel import Channel
from gnomon.config.settings import Settings
from gnomon.jobs.steps import Step
from gnomon.jobs.telling.deliver import deliver
from gnomon.store import outbox
from gnomon.store.open import Store, open_store


def _death(count: int) -> Callable[[], None]:
    left = [count]

    def die() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def _armed(store: Store, place: str, die: Callable[[], None]) -> Callable[[Step, str, dict[str, object]], None]:
    def at_step(step: Step, _entity: str, _facts: dict[str, object]) -> None:
        if step == place:
            die()

    if place == "sql":
        event.listen(store.engine, "before_cursor_execute", lambda *_: die())
    return at_step


def run(address: str, folder: str, url: str, until: float, minutes: float, place: str, count: int) -> None:
    """Run once, or die.

    Args:
        address: The store's.
        folder: Where rows and targets are.
        url: The receiver's.
        until: As which day it runs.
        minutes: How much later it is by the clock on the wall.
        place: The name of a step, `sql` for statements of SQL, or `never`.
        count: At which time it dies there.
    """
    os.environ["HOOK_SECRET"] = SECRET
    with open_store(address) as store:
        world = World(store, Path(folder), entity_of(Path(folder)))
        clock = Wall(day(400 + minutes / 1440))
        once(world, until, url, clock=clock, listener=_armed(store, place, _death(count)))


def send(address: str, url: str, hours: float, place: str, count: int) -> None:
    """Send what stands in the outbox, run after run, until all is settled; or die.

    Args:
        address: The store's.
        url: The receiver's.
        hours: How much later it is by the clock on the wall.
        place: The name of a step, `sql` for statements of SQL, or `never`.
        count: At which time it dies there.
    """
    clock = Wall(day(400 + hours / 24))
    configured = Settings(channels={"hook": Channel(name="hook", kind="webhook", url=url)})

    def wait(length: timedelta) -> None:
        clock.at += length

    with open_store(address) as store:
        listener = _armed(store, place, _death(count))
        is_over = False
        while not is_over:
            deliver(configured, store, clock=clock, wait=wait, listener=listener)
            clock.at += timedelta(minutes=1)  # until the next run
            with store.reading() as tx:
                is_over = not outbox.pending(tx)
