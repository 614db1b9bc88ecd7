"""Tests of alerts that late rows made: the message says how many rows came how late."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.jobs.running import Wall
from tests.jobs.worlds import World, day, events

from gnomon.checks.numbers import plain
from gnomon.config.channel import Channel
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.telling import deliver


def _told(make: Callable[..., World], late_rows: int) -> list[dict[str, Any]]:
    """The messages of two runs, of which the second brings late rows of the last window, eight hours after its end."""
    world = make(lateness="0h", targets=None, monitors={"volume": {"name": "volume"}})
    path = world.folder / "a.jsonl"
    entity = world.entity.model_copy(update={"notify": ("a",)})
    settings = Settings(entities={entity.name: entity}, channels={"a": Channel(name="a", kind="log", path=str(path))})
    clock = Wall()
    for n in range(17):
        world.rows(f"{n:03}.parquet", events(n, 1, 200))
    clock.at = day(17) + timedelta(hours=2)
    run.run(settings, world.store, clock.at, clock=clock)
    world.rows("late.parquet", events(16, 1, late_rows, seed=9))
    clock.at = day(17) + timedelta(hours=8)
    run.run(settings, world.store, clock.at, clock=clock)
    deliver.deliver(settings, world.store, clock=clock)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line)["alert"] for line in lines]


def test_an_alert_that_late_rows_made_says_how_many_and_how_late(make: Callable[..., World]) -> None:
    (alert,) = _told(make, 3000)
    since = next(line["text"] for line in alert["lines"] if "event time" in line["text"])
    assert alert["late"] is True
    assert plain(since).endswith("because 94 % of the rows came 8 h late")


@pytest.mark.parametrize("late_rows", [1, 20])
def test_late_rows_that_change_nothing_are_not_told(make: Callable[..., World], late_rows: int) -> None:
    assert _told(make, late_rows) == []
