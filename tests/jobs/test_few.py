"""Few messages: whatever many columns do at once, people hear of one alert, and not each time that something moves."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from tests.jobs.running import Wall
from tests.jobs.worlds import World, day, events

from gnomon.config.channel import Channel
from gnomon.config.settings import Settings
from gnomon.jobs import listing, run
from gnomon.jobs.telling import deliver

BEFORE, WINDOWS, ROWS = 14, 30, 100


def _day(n: int, columns: int, rng: np.random.Generator) -> pl.DataFrame:
    """A day on which every column is as before, or has moved: most of those that drift, in most windows."""
    values = rng.normal(size=(ROWS, columns))
    if n >= BEFORE:
        values += 3.0 * (rng.random(columns) < 0.8)  # one in five flaps back
    frame = events(n, 1, ROWS).select("id", "ts")
    return frame.hstack(pl.DataFrame(values, schema=[f"c{i}" for i in range(columns)], orient="row"))


@pytest.mark.parametrize("columns", [30, pytest.param(300, marks=pytest.mark.deep)])
def test_columns_that_drift_and_flap_for_thirty_windows_are_one_alert_and_three_messages(
    make: Callable[..., World], columns: int
) -> None:
    world = make(reference={"first": f"{BEFORE}d"}, targets=None, score=None, prediction=None)
    path = world.folder / "a.jsonl"
    channel = Channel(name="a", kind="log", path=str(path))
    entity = world.entity.model_copy(update={"notify": ("a",)})
    settings = Settings(entities={entity.name: entity}, channels={"a": channel})
    rng, clock = np.random.default_rng(7), Wall()
    for n in range(BEFORE + WINDOWS):
        world.rows(f"{n:03}.parquet", _day(n, columns, rng))
        if n >= BEFORE:
            run.run(settings, world.store, day(n + 1.1), clock=clock)
            deliver.deliver(settings, world.store, clock=clock)
    firing = [one for one in listing.alerts(world.store) if one["state"] == "firing"]
    assert [one["monitor"] for one in firing] == ["inputs"]
    assert len(firing[0]["series"]) > columns / 2
    heard = [json.loads(line)["alert"]["event"] for line in path.read_text("utf-8").splitlines()]
    assert heard[0] == "firing"
    assert len(heard) <= 3
