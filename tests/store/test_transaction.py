"""Transactions of several processes: none sees half of another's work, and none is lost."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from tests.store.made import ENTITY, START, window

from gnomon.profiles.profile import Profile
from gnomon.profiles.volume import RowsSummary
from gnomon.store import batches, entities, measurements, outbox, samples, tables, windows
from gnomon.store.batches import Batch
from gnomon.store.open import Store, open_store
from gnomon.store.outbox import OutboxRow
from gnomon.store.windows import WindowRow

MANY = 30
MEAN = ("x", "mean")


def _days(address: str, entity: str) -> None:
    """One process: an entity's windows, a transaction each."""
    with open_store(address) as store:
        for n in range(MANY):
            with store.transaction() as tx:
                entities.put(tx, entity, {"days": n})
                batch = batches.put(tx, Batch(entity, "source", "a", str(n)))
                samples.put(tx, entity, window(n), batch, {}, Profile(RowsSummary(count=n)))
                windows.put(tx, entity, WindowRow(window(n), 1, n))
                measurements.put(tx, entity, window(n), {}, {MEAN: (n, n, n)}, 1)


def _at_once(run: Callable[..., None], arguments: list[tuple[str, str]]) -> None:
    processes = multiprocessing.get_context("spawn")
    running = [processes.Process(target=run, args=each) for each in arguments]
    for process in running:
        process.start()
    for process in running:
        process.join(timeout=90)
    assert [process.exitcode for process in running] == [0] * len(running)


def test_two_processes_write_different_entities_at_once(store: Store, address: str) -> None:
    _at_once(_days, [(address, "one"), (address, "two")])
    with store.reading() as tx:
        for entity in ("one", "two"):
            assert entities.settings(tx, entity) == {"days": MANY - 1}
            assert [row.rows for row in windows.all(tx, entity)] == list(range(MANY))
            assert samples.series(tx, entity).rows == sum(range(MANY))
            (found,) = measurements.series(tx, entity).values()
            assert found.value.tolist() == list(range(MANY))


def test_two_processes_write_the_same_twice_and_it_is_there_once(store: Store, address: str) -> None:
    _at_once(_days, [(address, "one"), (address, "one")])
    with store.reading() as tx:
        assert [row.rows for row in windows.all(tx, "one")] == list(range(MANY))
        assert len(batches.all(tx, "one", "source")) == 1
        (found,) = measurements.series(tx, "one").values()
        assert found.value.tolist() == list(range(MANY))


def test_rows_that_many_queue_at_once_all_have_a_place_of_their_own(store: Store) -> None:
    ready = threading.Barrier(4)

    def queue(who: int) -> None:
        ready.wait()
        for n in range(10):
            with store.transaction() as tx:
                outbox.put(tx, OutboxRow(f"{who}-{n}", "hook", "alert", "group", "first", {}, START))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(queue, range(4)))
    with store.reading() as tx:
        assert [row.seq for row in outbox.of_group(tx, "group", "hook")] == list(range(1, 41))


def test_a_row_is_claimed_by_one_of_many(store: Store) -> None:
    with store.transaction() as tx:
        for n in range(40):
            outbox.put(tx, OutboxRow(str(n), "hook", "alert", f"group{n}", "first", {}, START))
    ready = threading.Barrier(4)

    def claim(who: int) -> list[str]:
        ready.wait()
        taken: list[str] = []
        while True:
            with store.transaction() as tx:
                some = outbox.claim(tx, START, str(who), window(1).end - START, limit=3)
            if not some:
                return taken
            taken += [row.key for row in some]

    with ThreadPoolExecutor(4) as pool:
        taken = [key for mine in pool.map(claim, range(4)) for key in mine]
    assert sorted(taken, key=int) == [str(n) for n in range(40)]


def test_a_key_is_added_once_and_put_again_in_its_place(store: Store) -> None:
    row = {"entity": ENTITY, "status": "ok", "reason": "Calm.", "at": START}
    table = tables.entity_status
    with store.transaction() as tx:
        assert [tx.add(table, row), tx.add(table, {**row, "reason": "Other."})] == [True, False]
        assert tx.run(select(table.c.reason)).scalars().all() == ["Calm."]
        tx.put(table, [{**row, "reason": "Other."}, {**row, "entity": "b"}], [table.c.entity])
        tx.put(table, [], [table.c.entity])
        assert tx.run(select(table.c.reason).order_by(table.c.entity)).scalars().all() == ["Calm.", "Other."]


@pytest.mark.parametrize("known", ["1h", "1d"])
def test_what_is_known_of_an_entity_is_that_of_this_transaction(store: Store, known: str) -> None:
    with store.transaction() as tx:
        assert entities.calendar(tx, ENTITY).every == "1d"
        entities.put(tx, ENTITY, {}, every=known)
        assert entities.calendar(tx, ENTITY).every == known
