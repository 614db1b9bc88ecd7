"""Tests of a run: rows in, verdicts and messages out, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.jobs.running import SECRET, filled, once, outcome
from tests.jobs.worlds import World, events
from tests.notify.receiver import Receiver

from gnomon.store import alerts


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


def test_a_shift_is_told_signed_with_its_sentence_and_so_is_its_end(world: World) -> None:
    filled(world, 24, 15, back=18)
    with Receiver() as receiver:
        for until in range(8, 25):
            once(world, until + 0.1, receiver.url())
    assert all(got.is_signed_with(SECRET) for got in receiver.got)
    first, last = receiver.got[0].json, receiver.got[-1].json
    assert first["type"] == "gnomon.alert.firing"
    assert last["type"] == "gnomon.alert.resolved"
    assert first["subject"] == last["subject"]
    assert first["data"]["series"] == ["temp"]
    assert "moved up by" in first["data"]["summary"]
    assert first["data"]["since"] == "2013-01-16T00:00:00Z"


def test_one_run_over_all_windows_tells_only_what_still_fires(world: World) -> None:
    filled(world, 24, 10, back=13)
    with Receiver() as receiver:
        once(world, 24.1, receiver.url())
    assert not receiver.got


def test_the_same_run_again_changes_nothing_and_tells_nobody(world: World) -> None:
    filled(world, 18, 15)
    with Receiver() as receiver:
        once(world, 18.1, receiver.url())
        before, told = (outcome(world), world.stored()), len(receiver.got)
        done, report = once(world, 18.1, receiver.url())
    assert (outcome(world), world.stored()) == before
    assert (done.windows, done.rows, done.revised) == (0, 0, 0)
    assert told == len(receiver.got) == 1
    assert not report.delivered


def test_a_run_a_day_and_one_run_come_to_the_same(make: Callable[..., World]) -> None:
    daily, at_once = filled(make(), 22, 15, back=19), filled(make(), 22, 15, back=19)
    for until in range(1, 23):
        once(daily, until + 0.1)
    once(at_once, 22.1)
    assert outcome(daily) == outcome(at_once)


def test_late_rows_take_an_alert_back(make: Callable[..., World]) -> None:
    world = make(lateness="0h", monitors={"volume": {"name": "volume"}})
    for n in range(18):
        world.rows(f"{n:03}.parquet", events(n, 1, 40 if n == 16 else 200))
    with Receiver() as receiver:
        once(world, 17.1, receiver.url())
        assert [got.json["type"] for got in receiver.got] == ["gnomon.alert.firing"]
        world.rows("late.parquet", events(16, 1, 160, seed=9))
        once(world, 17.2, receiver.url())
    assert [got.json["type"] for got in receiver.got][1:] == ["gnomon.alert.retracted"]


def test_a_source_that_is_gone_is_said_and_other_entities_go_on(world: World) -> None:
    filled(world, 10, 99)
    once(world, 10.1)
    for path in (world.folder / "rows").iterdir():
        path.unlink()
    done, _ = once(world, 12.1)
    assert done.status == "error"
    assert str(world.folder / "rows") in done.reason


def test_what_fires_of_a_monitor_that_is_gone_is_over_and_told(make: Callable[..., World]) -> None:
    world = filled(make(), 18, 15)
    with Receiver() as receiver:
        once(world, 18.1, receiver.url())
        off = world.entity.model_copy(update={"monitors": {**world.entity.monitors}})
        off.monitors.pop("inputs")
        once(World(world.store, world.folder, off), 18.2, receiver.url())
        told = [got.json["data"] for got in receiver.got]
    assert [(one["event"], one["reason"]) for one in told] == [("firing", None), ("resolved", "monitor_removed")]
    with world.store.reading() as tx:
        (row,) = alerts.all(tx, world.entity.name)
    assert row.summary.endswith("It is no longer watched.")


def test_what_fires_of_an_entity_that_is_gone_is_over_and_told(make: Callable[..., World]) -> None:
    world = filled(make(), 18, 15)
    with Receiver() as receiver:
        once(world, 18.1, receiver.url())
        other = World(world.store, world.folder, world.entity.model_copy(update={"name": "other"}))
        once(other, 8.1, receiver.url())
        told = [(got.json["data"]["entity"], got.json["data"]["event"]) for got in receiver.got]
    assert told == [("flights", "firing"), ("flights", "resolved")]


def test_windows_of_another_length_do_not_go_into_the_same_store(make: Callable[..., World]) -> None:
    world = filled(make(), 10, 99)
    once(world, 10.1)
    before = world.stored()
    hourly = World(world.store, world.folder, world.entity.model_copy(update={"every": "1h"}))
    done, _ = once(hourly, 10.2)
    assert (done.status, done.rows) == ("error", 0)
    assert "its windows in the store are 1d in UTC, not 1h in UTC" in done.reason
    assert world.stored() == before
