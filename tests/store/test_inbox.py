"""The inbox keeps each batch once, in order, until it is drained."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gnomon.store import inbox
from gnomon.store.inbox import Arrived, Refused
from gnomon.store.open import Store, open_inbox

NOW = datetime(2013, 1, 1, tzinfo=UTC)
ONE = Arrived("flights", "events", "a", NOW, 2, b"rows", (Refused(1, "no id", "{}"),))


@pytest.fixture
def opened(address: str) -> Iterator[Store]:
    with open_inbox(address) as store:
        yield store


def _put(store: Store, *arrived: Arrived) -> list[bool]:
    with store.transaction() as tx:
        return inbox.put(tx, arrived)


def _taken(store: Store, after: int = 0, until: int = 100, most: int = 1000) -> list[str]:
    with store.reading() as tx:
        return [one.batch_id for one in inbox.take(tx, "flights", "events", after, until, most)]


def test_a_batch_id_counts_once_for_an_entity_and_a_door(opened: Store) -> None:
    assert _put(opened, ONE, ONE) == [True, False]
    assert _put(opened, ONE) == [False]
    assert _put(opened, replace(ONE, door="targets"), replace(ONE, entity="bikes")) == [True, True]
    with opened.reading() as tx:
        (kept,) = inbox.take(tx, "flights", "events", 0, 100, 1000)
        assert inbox.waiting_bytes(tx) == 3 * len(ONE.body)
    assert kept == replace(ONE, refused=(), seq=kept.seq)


def test_batches_are_taken_in_order_up_to_a_size_and_at_least_one(opened: Store) -> None:
    _put(opened, *(replace(ONE, batch_id=name) for name in "cab"))
    assert _taken(opened) == ["c", "a", "b"]
    assert _taken(opened, most=8) == ["c", "a"]
    assert _taken(opened, most=1) == ["c"]
    assert _taken(opened, after=1) == ["a", "b"]
    assert _taken(opened, until=2) == ["c", "a"]


def test_the_last_that_waits_is_known(opened: Store) -> None:
    _put(opened, *(replace(ONE, batch_id=name) for name in "ab"), replace(ONE, entity="bikes"))
    with opened.transaction() as tx:
        assert inbox.last(tx, "flights", "events") == 2
        inbox.drained(tx, "flights", "events", 2, 1000)
        assert inbox.last(tx, "flights", "events") == 0


def test_bodies_are_let_go_of_a_few_at_a_time(opened: Store) -> None:
    _put(opened, *(replace(ONE, batch_id=name) for name in "abcd"))
    with opened.transaction() as tx:
        assert [inbox.drained(tx, "flights", "events", 3, 8) for _ in range(3)] == [True, False, False]
    assert _taken(opened) == ["d"]


def test_what_is_drained_is_gone_but_its_name_is_known(opened: Store) -> None:
    _put(opened, ONE, replace(ONE, batch_id="b"))
    with opened.transaction() as tx:
        inbox.drained(tx, "flights", "events", 1, 1000)
        assert inbox.waiting_bytes(tx) == len(ONE.body)
    assert _taken(opened) == ["b"]
    assert _put(opened, ONE) == [False]


def test_a_number_is_never_given_twice(opened: Store) -> None:
    _put(opened, ONE)
    with opened.transaction() as tx:
        inbox.drained(tx, "flights", "events", 1, 1000)
        inbox.forget(tx, NOW + timedelta(seconds=1))
    assert _put(opened, ONE) == [True]
    with opened.reading() as tx:
        assert [one.seq for one in inbox.take(tx, "flights", "events", 0, 100, 1000)] == [2]


def test_what_waits_is_not_forgotten(opened: Store) -> None:
    _put(opened, ONE)
    with opened.transaction() as tx:
        inbox.forget(tx, NOW + timedelta(days=9))
    assert _taken(opened) == ["a"]


def test_refused_rows_can_be_seen_newest_first_and_are_kept_once(opened: Store) -> None:
    _put(opened, ONE)
    with opened.transaction() as tx:
        inbox.refuse(tx, ONE, (Refused(0, "no time", "x" * 5000), *ONE.refused))
        found = inbox.refusals(tx, "flights", 10)
        assert inbox.refusals(tx, "flights", 1) == found[:1]
    assert [(one.refused.place, one.refused.reason, len(one.refused.row)) for one in found] == [
        (0, "no time", 4096),
        (1, "no id", 2),
    ]


def test_the_inbox_has_a_name_that_stays(address: str) -> None:
    names = set()
    for _ in range(2):
        with open_inbox(address) as store, store.transaction() as tx:
            names.add(inbox.name(tx))
    assert len(names) == 1


def test_whoever_reads_up_to_a_number_has_all_below_it(opened: Store) -> None:
    """Numbers are given and committed one transaction after the other, also by several writers."""
    seen: list[int] = []
    over = threading.Event()

    def write(who: int) -> None:
        for n in range(15):
            _put(opened, replace(ONE, batch_id=f"{who}-{n}", refused=()))

    def read() -> None:
        while not over.is_set():
            with opened.reading() as tx:
                seen.extend(
                    one.seq for one in inbox.take(tx, "flights", "events", max(seen, default=0), 10_000, 10_000)
                )

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(who,)) for who in range(3)]
    reader.start()
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    over.set()
    reader.join()
    with opened.reading() as tx:
        rest = inbox.take(tx, "flights", "events", max(seen, default=0), 10_000, 10_000)
    assert len(seen) + len(rest) == 45
