"""Stories of segments: one in which something went wrong is named, those that follow the whole are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import once
from tests.jobs.worlds import World, events

from gnomon.jobs import monitors
from gnomon.jobs.judging import segment_columns
from gnomon.jobs.references import reference
from gnomon.store import alerts, verdicts

JFK = pl.col.origin == "JFK"
OFF = {name: {"name": name, "off": True} for name in ("performance", "schema", "volume", "freshness")}


def filled(make: Callable[..., World], at: int, days: int, segments: Any = None, **wrong: pl.Expr) -> World:
    """A world of days with 600 rows, in which columns are others from a day on."""
    world = make(reference={"first": "14d"}, segments=segments or {"origin": "all"}, targets=None, monitors=OFF)
    for n in range(days):
        frame = events(n, 1, 600)
        world.rows(f"{n:03}.parquet", frame.with_columns(**wrong) if n >= at else frame)
    return world


def told(world: World) -> dict[str, list[tuple[str, str]]]:
    """By monitor, the columns and segments of its one alert."""
    with world.store.reading() as tx:
        found = alerts.all(tx, world.entity.name)
    assert len({row.monitor for row in found}) == len(found)
    return {row.monitor: [(part[0], part[2]) for part in row.record["parts"]] for row in found}


def test_a_fault_in_one_segment_is_one_alert_that_names_it(make: Callable[..., World]) -> None:
    away = pl.when(JFK).then(pl.col.temp * 1.8 + 32).otherwise(pl.col.temp)
    world = filled(make, 16, 18, temp=away)
    once(world, 18.1)
    assert told(world) == {"inputs": [("temp", ""), ("temp", "origin = JFK")]}
    with world.store.reading() as tx:
        (alert,) = alerts.all(tx, world.entity.name)
    assert alert.summary.startswith("origin = JFK: *temp* ")
    assert tuple(alert.series) == ("temp",)


def test_what_cancels_out_in_the_whole_is_found_in_its_segments(make: Callable[..., World]) -> None:
    by = pl.when(JFK).then(3.0).when(pl.col.origin == "EWR").then(-3.0).otherwise(0.0)
    world = filled(make, 16, 18, temp=pl.col.temp + by)
    once(world, 18.1)
    found = told(world)["inputs"]
    assert {("temp", "origin = JFK"), ("temp", "origin = EWR")} <= set(found)
    with world.store.reading() as tx:
        newest = verdicts.newest(tx, world.entity.name, "inputs")[-1]
    assert "*temp* in origin = " in newest.reason


@pytest.mark.parametrize(
    "wrong",
    [
        {"temp": pl.col.temp + 4},
        {"temp": pl.when(pl.int_range(pl.len()) % 4 > 0).then(pl.col.temp)},
        {"score": pl.col.score / 2},
    ],
)
def test_segments_that_follow_the_whole_are_not_told_beside_it(
    make: Callable[..., World], wrong: dict[str, pl.Expr]
) -> None:
    world = filled(make, 16, 24, **wrong)
    once(world, 24.1)
    assert {segment for parts in told(world).values() for _, segment in parts} == {""}


def test_a_segment_whose_rows_are_right_again_clears(make: Callable[..., World]) -> None:
    world = filled(make, 16, 17, temp=pl.when(~JFK).then(pl.col.temp))
    for n in range(17, 26):
        world.rows(f"{n:03}.parquet", events(n, 1, 600))
    once(world, 26.1)
    with world.store.reading() as tx:
        (alert,) = alerts.all(tx, world.entity.name)
    assert (alert.monitor, alert.state) == ("quality", "resolved")
    assert "origin = JFK" in {part[2] for part in alert.record["parts"]}


def test_every_day_by_itself_comes_to_the_same_as_all_days_at_once(make: Callable[..., World]) -> None:
    away = pl.when(JFK).then(pl.col.temp * 1.8 + 32).otherwise(pl.col.temp)
    daily, at_once = filled(make, 16, 20, temp=away), filled(make, 16, 20, temp=away)
    for until in range(15, 21):
        once(daily, until + 0.1)
    once(at_once, 20.1)
    assert told(daily) == told(at_once)
    with daily.store.reading() as tx, at_once.store.reading() as other:
        reasons = [[one.reason for one in verdicts.newest(each, "flights", "inputs")] for each in (tx, other)]
    assert reasons[0] == reasons[1]


def test_of_output_alone_segments_have_the_score_and_the_prediction(make: Callable[..., World]) -> None:
    world = filled(make, 16, 15, ["origin"])
    once(world, 15.1)
    frozen = reference.active(world.store, world.entity)
    assert frozen is not None
    plans = monitors.plans(world.entity)
    parts = segment_columns.lessons(world.entity, plans, frozen, frozen.total.columns)
    assert {lesson.labels for lesson, _ in parts} == {(("origin", name),) for name in ("EWR", "JFK", "LGA")}
    assert {lesson.columns for lesson, _ in parts} == {("prediction", "score")}
