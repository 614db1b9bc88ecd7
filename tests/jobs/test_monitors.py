"""Monitors: what each takes, what removing and tuning one does, and limits of one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import filled, once
from tests.jobs.worlds import World, events, settings

from gnomon.config.monitor import SELF
from gnomon.jobs import monitors
from gnomon.jobs.reporting import explain
from gnomon.store import alerts, verdicts


def _plans(tmp_path: Any, **given: Any) -> dict[str, monitors.Plan]:
    return {plan.name: plan for plan in monitors.plans(settings(tmp_path, **given))}


def test_each_part_of_a_column_is_one_monitors(tmp_path: Any) -> None:
    plans = _plans(tmp_path)
    cases = [("score", "score"), ("prediction", "prediction"), ("temp", "feature"), ("origin", "segment")]
    taken = {(c, what): [p.name for p in plans.values() if p.takes(c, what, role)]  # type: ignore[arg-type]  # words
             for c, role in cases for what in ("values", "missing")}  # fmt: skip
    assert all(len(names) == 1 for names in taken.values())
    assert taken["score", "values"] == ["score"]
    assert taken["temp", "values"] == taken["origin", "values"] == ["inputs"]
    assert taken["score", "missing"] == ["quality"]


def test_a_target_among_the_rows_is_no_monitors_unless_one_names_it(tmp_path: Any) -> None:
    plans = _plans(tmp_path)
    assert [p.name for p in plans.values() for what in ("values", "missing") if p.takes("label", what, "target")] == []
    named = _plans(tmp_path, monitors={"inputs": {"name": "inputs", "columns": ["label"]}})["inputs"]
    assert named.takes("label", "values", "target")


def test_another_setting_is_another_monitor_but_the_same_alert(tmp_path: Any) -> None:
    plan = _plans(tmp_path)["inputs"]
    tuned = _plans(tmp_path, monitors={"inputs": {"name": "inputs", "material": 0.2, "severity": "high"}})["inputs"]
    assert plan.fingerprint != tuned.fingerprint
    assert plan.alert_id == tuned.alert_id
    assert (plan.labels["severity"], tuned.labels["severity"]) == ("info", "high")


def test_a_monitor_that_is_off_says_nothing_and_one_of_some_columns_only_of_them(make: Callable[..., World]) -> None:
    world = filled(make(monitors={"inputs": {"name": "inputs", "columns": ["origin"]}, "volume": "off"}), 18, 15)
    once(world, 18.1)
    with world.store.reading() as tx:
        names = {row.monitor for row in verdicts.newest(tx, world.entity.name)}
        assert alerts.all(tx, world.entity.name) == []
    assert "volume" not in names
    assert "inputs" in names


def test_a_larger_material_lets_small_changes_be(make: Callable[..., World]) -> None:
    small = filled(make(), 18, 15, by=4.0)
    tolerant = filled(make(monitors={"inputs": {"name": "inputs", "material": 1.5}}), 18, 15, by=4.0)
    assert [len(once(world, 18.1)[0].alerts) for world in (small, tolerant)] == [1, 0]


@pytest.mark.parametrize(("limit", "told"), [("p95(temp) < 40", 0), ("mean(temp) < 21", 1)])
def test_a_limit_of_ones_own_alerts_by_itself(make: Callable[..., World], limit: str, told: int) -> None:
    off = {"inputs": {"name": "inputs", "off": True}}
    world = make(targets=None, monitors={"warm": {"name": "warm", "expect": limit}, **off})
    for n in range(10):
        world.rows(f"{n:03}.parquet", events(n, 1, 100, temp=pl.col("temp") + (9.0 if n == 9 else 0.0)))
    assert len(once(world, 10.1)[0].alerts) == told


def test_a_contract_is_one_alert_with_its_columns_inside(make: Callable[..., World]) -> None:
    promised = {
        "id": {"unique": True},
        "temp": {"type": "number", "min": -50, "max": 60},
        "origin": {"set": ["EWR", "JFK", "LGA"], "present": True},
        "score": {"max": 1},
    }
    off = {name: {"name": name, "off": True} for name in ("inputs", "quality", "score", "prediction")}
    world = make(targets=None, monitors={"contract": {"name": "contract", "expect": promised}, **off})
    for n in range(10):
        frame = events(n, 1, 100)
        away = {"temp": pl.col("temp") * 10, "origin": pl.lit(None, pl.String)}
        world.rows(f"{n:03}.parquet", frame.with_columns(**away) if n == 9 else frame)
    once(world, 10.1)
    with world.store.reading() as tx:
        (alert,) = alerts.all(tx, world.entity.name)
        newest = verdicts.newest(tx, world.entity.name, "contract")
    assert (alert.monitor, sorted(alert.series)) == ("contract", ["origin", "temp"])
    assert alert.summary.startswith("*origin* is present in 0")
    assert alert.summary.endswith("Also wrong: *temp*.")
    assert [row.reason for row in newest[:-1]] == ["All 4 columns are as promised."] * (len(newest) - 1)
    found = explain.explain(world.store, world.entity, "contract", None)["promises"]
    assert {(one["column"], one["promise"]): one["status"] for one in found} == {
        ("id", "unique"): "ok",
        ("temp", "type"): "ok",
        ("temp", "range"): "violation",
        ("origin", "set"): "no_data",
        ("origin", "present"): "violation",
        ("score", "range"): "ok",
    }
    only = explain.explain(world.store, world.entity, "contract", None, columns=["temp"])["promises"]
    assert [one["promise"] for one in only] == ["type", "range"]


def test_a_promise_that_cannot_be_told_is_an_error_and_no_alert_of_its_own(make: Callable[..., World]) -> None:
    promised = {"origin": {"min": 0}, "temp": {"type": "number"}}
    world = make(targets=None, monitors={"contract": {"name": "contract", "expect": promised}})
    for n in range(9):
        world.rows(f"{n:03}.parquet", events(n, 1, 100))
    once(world, 9.1)
    with world.store.reading() as tx:
        newest = verdicts.newest(tx, world.entity.name, "contract")[-1]
        assert [row.monitor for row in alerts.all(tx, world.entity.name)] == [SELF]
    assert (newest.status, newest.reason) == ("error", "*origin* came as category; promised: number.")


def test_a_column_that_is_gone_is_a_violation_of_the_schema(make: Callable[..., World]) -> None:
    world = make()
    for n in range(10):
        frame = events(n, 1, 100)
        world.rows(f"{n:03}.parquet", frame.drop("temp") if n == 9 else frame)
    once(world, 10.1)
    with world.store.reading() as tx:
        (alert,) = [row for row in alerts.all(tx, world.entity.name) if row.monitor == "schema"]
    assert (alert.series, alert.summary) == (["temp"], "Column *temp* is gone.")


def test_a_column_that_a_file_written_anew_calls_otherwise_is_missed_and_new(make: Callable[..., World]) -> None:
    world = make()
    whole = pl.concat([events(n, 1, 100) for n in range(12)])
    world.rows("all.parquet", whole)
    once(world, 10.1)
    world.rows("all.parquet", whole.rename({"temp": "Temp"}))
    once(world, 12.1)
    with world.store.reading() as tx:
        newest = [row for row in verdicts.newest(tx, world.entity.name, "schema")][-1]
    assert newest.status == "violation"
    assert "*temp*" in newest.reason
    assert "*Temp*" in newest.reason
