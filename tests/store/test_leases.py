"""Leases: one holder at a time, and a token that tells them apart."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta

import pytest
from tests.store.made import START

from gnomon.errors import UnavailableError
from gnomon.store import leases
from gnomon.store.open import Store, open_store

TTL = timedelta(minutes=10)


def _take(store: Store, holder: str, after: timedelta = timedelta(0)) -> int | None:
    with store.transaction() as tx:
        return leases.take(tx, "entity/flights", holder, START + after, TTL)


def test_a_lease_has_one_holder_until_it_runs_out(store: Store) -> None:
    assert _take(store, "one") == 1
    assert _take(store, "two") is None
    assert _take(store, "two", TTL) == 2


def test_a_lease_that_is_given_back_is_free(store: Store) -> None:
    token = _take(store, "one")
    assert token is not None
    with store.transaction() as tx:
        assert leases.holder(tx, "entity/flights", START) == "one"
        leases.release(tx, "entity/flights", token)
    assert _take(store, "two") == 2


def test_a_lease_that_is_renewed_lasts_longer(store: Store) -> None:
    assert _take(store, "one") == 1
    with store.transaction() as tx:
        assert leases.renew(tx, "entity/flights", 1, START + TTL / 2, TTL)
    assert _take(store, "two", TTL) is None


def test_a_transaction_with_a_stale_token_fails_and_leaves_nothing(store: Store) -> None:
    _take(store, "slow")
    _take(store, "quick", TTL)
    with pytest.raises(UnavailableError, match="held by quick"), store.transaction() as tx:
        leases.check(tx, "entity/flights", 1)
    with store.transaction() as tx:
        leases.check(tx, "entity/flights", 2)
        assert not leases.renew(tx, "entity/flights", 1, START, TTL)


def _race(address: str, name: str, queue: multiprocessing.Queue[int | None]) -> None:
    with open_store(address) as store:
        queue.put(_take(store, name))


def test_of_several_processes_that_take_it_at_once_one_wins(store: Store, address: str) -> None:
    processes = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[int | None] = processes.Queue()
    racers = [processes.Process(target=_race, args=(address, str(n), queue)) for n in range(3)]
    for racer in racers:
        racer.start()
    tokens = [queue.get(timeout=60) for _ in racers]
    for racer in racers:
        racer.join()
    assert sorted(tokens, key=str) == [1, None, None]
