"""Runs of small worlds, with a clock that moves by itself and what was told kept in a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from tests.jobs.worlds import World, day, events, labels_of

from gnomon.config.channel import Channel
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.run import EntityRun
from gnomon.jobs.steps import Listener, nobody
from gnomon.jobs.telling import deliver
from gnomon.notify.deliver import Report
from gnomon.store import alerts, evaluations, verdicts

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of the specification's example


@dataclass
class Wall:
    """A clock on the wall: each look at it is a millisecond later than the one before."""

    at: datetime = field(default_factory=lambda: day(400))

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def settings(world: World, url: str = "", **given: Any) -> Settings:
    """The configuration of a world, with a webhook where there is an address."""
    channels = {}
    if url:
        channels["hook"] = Channel(name="hook", kind="webhook", url=url, secret="env:HOOK_SECRET")  # noqa: S106 - a place
    entity = world.entity.model_copy(update={"notify": tuple(channels)})
    return Settings(entities={entity.name: entity}, channels=channels, **given)


def once(
    world: World, until: float, url: str = "", *, clock: Wall | None = None, listener: Listener = nobody
) -> tuple[EntityRun, Report]:
    """One run at the start of a day, with delivery."""
    clock, configured = clock or Wall(), settings(world, url)
    (done,) = run.run(configured, world.store, day(until), clock=clock, listener=listener)
    return done, deliver.deliver(configured, world.store, clock=clock, listener=listener)


def both(world: World, other: World, until: float, *, listener: Listener = nobody) -> tuple[EntityRun, EntityRun]:
    """A run of a world's entity and of another's, called `well`, in the first one's store."""
    well = other.entity.model_copy(update={"name": "well"})
    found = settings(world).model_copy(update={"entities": {world.entity.name: world.entity, "well": well}})
    first, second = run.run(found, world.store, day(until), clock=Wall(), listener=listener)
    return first, second


def shifted(days: int, at: int, *, by: float = 8.0, back: int | None = None, rows: int = 200) -> Iterator[pl.DataFrame]:
    """Days of events whose `temp` moves at a day, and back at another."""
    for n in range(days):
        is_away = n >= at and (back is None or n < back)
        yield events(n, 1, rows, temp=pl.col("temp") + (by if is_away else 0.0))


def filled(world: World, days: int, at: int, **given: Any) -> World:
    """A world with a file of rows and a file of targets a day."""
    for n, frame in enumerate(shifted(days, at, **given)):
        world.rows(f"{n:03}.parquet", frame)
        world.targets(f"{n:03}.parquet", labels_of(frame, seed=n))
    return world


def outcome(world: World) -> dict[str, Any]:
    """What a run left: the newest verdicts, the state of every alert, and the episodes; without what was told when.

    What gnomon could not do in between is of the runs, and left out.
    """
    name = world.entity.name
    with world.store.reading() as tx:
        found = verdicts.newest(tx, name)
        states = {
            monitor: row.alert if (row := evaluations.last(tx, name, monitor)) else None
            for monitor in world.entity.monitors
        }
        rows = alerts.all(tx, name, ("pending", "firing", "resolved"))
    episodes = [row for row in rows if row.monitor in states]
    return {
        "verdicts": [(row.monitor, row.window, row.status, row.reason, row.record) for row in found],
        "states": states,
        "episodes": [(row.id, row.state, row.since, row.fired_at, row.ended_at, row.series) for row in episodes],
    }
