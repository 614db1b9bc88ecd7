"""Tests that what is said does not depend on how often gnomon runs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
from tests.jobs.running import once, outcome
from tests.jobs.worlds import World, events, labels_of

from gnomon.store import alerts

DAYS, AWAY = 40, 12


def _filled(world: World) -> World:
    """Days on which volume, an input and performance are wrong from one day on."""
    for n in range(DAYS):
        away = n >= AWAY
        frame = events(n, 1, 120 if away else 200, temp=pl.col("temp") + (4.0 if away else 0.0))
        labels = labels_of(frame, seed=n)
        if away:
            guessed = np.random.default_rng(n).integers(0, 2, labels.height).astype(np.int8)
            labels = labels.with_columns(label=pl.Series(guessed))
        world.rows(f"{n:03}.parquet", frame)
        world.targets(f"{n:03}.parquet", labels)
    return world


def test_a_long_open_alert_says_the_same_however_often_gnomon_ran(make: Callable[..., World]) -> None:
    told = []
    for runs in ((DAYS,), (11, 14, 22, 33, 38, 39, DAYS)):
        world = _filled(make())
        for until in runs:
            once(world, until + 0.2)
        with world.store.reading() as tx:
            episodes = alerts.all(tx, world.entity.name)
        told.append((outcome(world), [(row.monitor, row.number, row.since, row.summary) for row in episodes]))
    assert {monitor for monitor, *_ in told[0][1]} >= {"volume", "inputs", "performance"}
    assert told[0] == told[1]
