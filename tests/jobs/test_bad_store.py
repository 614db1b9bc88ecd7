"""A store or a receiver that fails: said in a sentence, nothing is lost, and the next run catches up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Connection, event
from tests.jobs.running import SECRET, Wall, both, filled, once, outcome
from tests.jobs.worlds import World, day
from tests.notify.receiver import Receiver

from gnomon.errors import UnavailableError, UsageError
from gnomon.store import leases, outbox, verdicts
from gnomon.store.open import open_store

SHORT = timedelta(milliseconds=50)


@contextmanager
def _full(world: World) -> Iterator[None]:
    """The store may not grow."""
    with closing(sqlite3.connect(world.folder / "gnomon.db")) as opened:
        pages = opened.execute("PRAGMA page_count").fetchone()[0]

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    event.listen(world.store.engine, "begin", limit)
    try:
        yield
    finally:
        event.remove(world.store.engine, "begin", limit)
        world.store.engine.dispose()


def test_a_full_disk_is_said_and_caught_up_with(make: Callable[..., World]) -> None:
    undisturbed, world = (filled(make(), 14, 12) for _ in range(2))
    once(undisturbed, 9.1)
    once(world, 9.1)
    with _full(world):
        done, _ = both(world, world, 14.1)
    assert done.status == "error"
    assert "the disk is full. Make room, then try again" in done.reason
    once(world, 14.1)
    once(undisturbed, 14.1)
    assert outcome(world) == outcome(undisturbed)


def test_a_locked_store_is_one_sentence_and_caught_up_with(make: Callable[..., World]) -> None:
    world = filled(make(), 10, 99)
    address = f"sqlite:///{world.folder}/gnomon.db"
    with open_store(address, patience=SHORT) as impatient:
        hurried = World(impatient, world.folder, world.entity)
        with closing(sqlite3.connect(world.folder / "gnomon.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(UnavailableError, match="is locked by another process"):
                once(hurried, 10.1)
        assert once(hurried, 10.1)[0].windows == 3


def test_a_read_only_store_is_one_sentence(make: Callable[..., World]) -> None:
    world = filled(make(), 10, 99)
    once(world, 8.1)
    with open_store(f"sqlite:///file:{world.folder}/gnomon.db?mode=ro&uri=true") as store:
        with pytest.raises(UsageError, match="can only be read"):
            once(World(store, world.folder, world.entity), 10.1)
    assert once(world, 10.1)[0].windows == 2


def test_a_lease_that_is_lost_is_said_and_the_others_go_on(make: Callable[..., World]) -> None:
    world, other = filled(make(), 10, 99), filled(make(), 10, 99)

    def slow(step: str, entity: str, _facts: dict[str, object]) -> None:
        if (step, entity) == ("measured", "flights"):
            with world.store.transaction() as tx:
                assert leases.take(tx, "entity/flights", "somebody", day(500), timedelta(minutes=10))

    first, second = both(world, other, 10.1, listener=slow)
    assert first.status == "error"
    assert "it was lost, and is now held by somebody" in first.reason
    assert (second.status, second.windows) == ("ok", 3)
    with world.store.reading() as tx:
        assert verdicts.judged_until(tx, "flights") is None


def test_what_a_receiver_that_is_down_did_not_get_it_gets_in_the_next_run(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    filled(world, 18, 15)
    clock = Wall()
    with Receiver() as gone:
        url = gone.url()
    done, report = once(world, 18.1, url, clock=clock)
    assert (done.status, report.delivered) == ("violation", [])
    with world.store.reading() as tx:
        assert len(outbox.pending(tx)) == 1
    clock.at += timedelta(hours=1)
    with Receiver([503]) as unwell:
        once(world, 18.2, unwell.url(), clock=clock)
        clock.at += timedelta(hours=1)
        _, report = once(world, 18.3, unwell.url(), clock=clock)
        assert [got.json["type"] for got in unwell.got] == ["gnomon.alert.firing"] * 2
        assert len(unwell.ids) == len(report.delivered) == 1
