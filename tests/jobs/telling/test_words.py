"""Tests of what a message says beyond its episode."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from tests.jobs.running import once
from tests.jobs.worlds import World, events

from gnomon.jobs import monitors
from gnomon.jobs.telling import words
from gnomon.store import alerts


def _about(world: World, monitor: str) -> words.About:
    plan = next(plan for plan in monitors.plans(world.entity) if plan.name == monitor)
    with world.store.reading() as tx:
        (row,) = [row for row in alerts.all(tx, world.entity.name) if row.monitor == monitor]
        return words.about(tx, world.entity, plan, row)


def test_each_column_has_its_sentence_the_worst_first(make: Callable[..., World]) -> None:
    world = make(targets=None)
    for n in range(9):
        away = n == 8
        columns = {
            "temp": pl.col("temp") + (4.0 if away else 0.0),
            "origin": pl.lit("XXX") if away else pl.col("origin"),
        }
        world.rows(f"{n}.parquet", events(n, 1, 300, **columns))
    once(world, 9.1)
    about = _about(world, "inputs")
    assert about["columns"] == 2
    first, second = about["changes"]
    assert "*origin*" in first
    assert "*temp* moved up by" in second


def test_a_monitor_of_one_figure_has_only_its_own_sentence(make: Callable[..., World]) -> None:
    world = make(targets=None, lateness="0h")
    for n in range(9):
        world.rows(f"{n}.parquet", events(n, 1, 20 if n == 8 else 200))
    once(world, 9.1)
    about = _about(world, "volume")
    assert (about["columns"], about["changes"]) == (0, ())
