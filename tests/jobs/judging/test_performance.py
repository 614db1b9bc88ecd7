"""Stories of performance by segment: one in which the model broke is named, those that follow the whole are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import once
from tests.jobs.worlds import World, events, labels_of

from gnomon.jobs.judging import performance
from gnomon.jobs.judging.realised import Performed
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.monitors import Plan
from gnomon.jobs.rows.segments import Labels
from gnomon.profiles.windows import Window
from gnomon.store import alerts, verdicts

JFK = pl.col.origin == "JFK"
OFF = {name: {"name": name, "off": True} for name in ("score", "quality", "schema", "volume", "freshness", "inputs")}


def filled(make: Callable[..., World], at: int, days: int, wrong: pl.Expr, rows: int = 600) -> World:
    """A world of days with targets that come at once; the score is another from a day on."""
    world = make(reference={"first": "14d"}, segments=["origin"], monitors=OFF)
    for n in range(days):
        frame = events(n, 1, rows)
        labels = labels_of(frame, delay=timedelta(minutes=1))
        world.targets(f"{n:03}.parquet", labels)
        world.rows(f"{n:03}.parquet", frame.with_columns(score=wrong) if n >= at else frame)
    return world


def told(world: World) -> list[list[str]]:
    """The segments of each alert, empty for all rows."""
    with world.store.reading() as tx:
        return [[part[2] for part in row.record["parts"]] for row in alerts.all(tx, world.entity.name)]


def test_a_model_that_broke_in_one_segment_is_one_alert_that_names_it(make: Callable[..., World]) -> None:
    world = filled(make, 16, 20, pl.when(JFK).then(1 - pl.col.score).otherwise(pl.col.score))
    once(world, 20.1)
    (parts,) = told(world)
    assert "origin = JFK" in parts
    assert not {"origin = EWR", "origin = LGA"} & set(parts)
    with world.store.reading() as tx:
        (alert,) = alerts.all(tx, world.entity.name)
        newest = verdicts.newest(tx, world.entity.name, "performance")[-1]
    assert alert.summary.startswith("origin = JFK: AUC ")
    assert newest.record["verdict"]["basis"] == "realised"


def test_a_segment_that_performs_again_clears_though_few_rows_would_hide_a_new_change(
    make: Callable[..., World],
) -> None:
    world = filled(make, 16, 18, pl.when(JFK).then(1 - pl.col.score).otherwise(pl.col.score))
    for n in range(18, 30):
        frame = events(n, 1, 600)
        world.targets(f"{n:03}.parquet", labels_of(frame, delay=timedelta(minutes=1)))
        world.rows(f"{n:03}.parquet", frame)
    once(world, 30.1)
    with world.store.reading() as tx:
        (alert,) = alerts.all(tx, world.entity.name)
    assert alert.state == "resolved"


def test_a_segment_that_is_told_stays_so_when_all_rows_follow_it(make: Callable[..., World]) -> None:
    world = filled(make, 16, 18, pl.when(JFK).then(1 - pl.col.score).otherwise(pl.col.score))
    for n in range(18, 22):
        frame = events(n, 1, 600)
        world.targets(f"{n:03}.parquet", labels_of(frame, delay=timedelta(minutes=1)))
        world.rows(f"{n:03}.parquet", frame.with_columns(score=1 - pl.col.score))
    once(world, 22.1)
    with world.store.reading() as tx:
        newest = verdicts.newest(tx, world.entity.name, "performance")[-1]
        (alert,) = alerts.all(tx, world.entity.name)
    assert alert.state == "firing"
    assert newest.reason.startswith("AUC ")
    (jfk,) = [one for one in newest.record["verdict"]["details"] if one["part"][2] == "origin = JFK"]
    assert (jfk["status"], jfk["is_calm"]) == ("ok", False)


def test_segments_that_follow_the_whole_are_not_told_beside_it(make: Callable[..., World]) -> None:
    world = filled(make, 16, 20, 1 - pl.col.score)
    once(world, 20.1)
    assert told(world) == [[""]]


def test_a_calm_model_alerts_in_no_segment(make: Callable[..., World]) -> None:
    world = filled(make, 99, 24, pl.col.score)
    once(world, 24.1)
    assert told(world) == []


def test_a_segment_that_shows_nothing_costs_nothing(
    make: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = filled(make, 99, 16, pl.col.score, rows=30)
    asked: list[tuple[Labels, float]] = []

    def performed(scene: Scene, plan: Plan, taught: Any, labels: Labels, alpha: float) -> dict[Window, Performed]:
        asked.append((labels, alpha / scene.alpha[plan.name]))
        return of_rows(scene, plan, taught, labels, alpha)

    of_rows = performance.realised.performed
    monkeypatch.setattr(performance.realised, "performed", performed)
    once(world, 16.1)
    assert set(asked) == {((), 1.0)}
