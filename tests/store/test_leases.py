"""Leases: one holder at a time, and a token that tells them apart."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta

import pytest
from tests.store.made import START

from gnomon.errors import UnavailableError
from gnomon.store import entities, leases
from gnomon.store.open import Store, open_store

TTL = timedelta(minutes=10)


def _take(store: Store, holder: str, after: timedelta = timedelta(0)) -> int | None:
    with store.transaction() as tx:
        return leases.take(tx, "entity/flights", holder, START + after, TTL)


def test_a_lease_has_one_holder_until_it_runs_out(store: Store) -> None:
    assert _take(store, "one") == 1
    assert _take(store, "two") is None
    assert _take(store, "two", TTL) == 2


def test_a_lease_of_a_clock_that_was_ahead_keeps_nobody_away(store: Store) -> None:
    year = timedelta(days=365)
    assert _take(store, "ahead", year) == 1
    assert _take(store, "a little behind", year - TTL) is None
    assert _take(store, "right") == 2


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


def test_a_lease_is_not_taken_by_its_own_holder_again_and_is_one_of_many(store: Store) -> None:
    assert _take(store, "one") == 1
    assert _take(store, "one") is None
    with store.transaction() as tx:
        assert leases.take(tx, "entity/other", "one", START, TTL) == 1


def test_every_taking_gives_a_greater_token(store: Store) -> None:
    tokens = [_take(store, str(n), n * TTL) for n in range(4)]
    with store.transaction() as tx:
        leases.release(tx, "entity/flights", 4)
    assert [*tokens, _take(store, "last")] == [1, 2, 3, 4, 5]


def test_a_lease_that_ran_out_and_that_nobody_took_may_go_on(store: Store) -> None:
    assert _take(store, "one") == 1
    with store.transaction() as tx:
        assert leases.holder(tx, "entity/flights", START + TTL) is None
        leases.check(tx, "entity/flights", 1)
        assert leases.renew(tx, "entity/flights", 1, START + TTL, TTL)
        assert leases.holder(tx, "entity/flights", START + TTL) == "one"


def test_a_lease_that_was_given_back_cannot_be_renewed_nor_relied_on(store: Store) -> None:
    _take(store, "one")
    with store.transaction() as tx:
        leases.release(tx, "entity/flights", 1)
        assert not leases.renew(tx, "entity/flights", 1, START, TTL)
        with pytest.raises(UnavailableError, match="held by nobody"):
            leases.check(tx, "entity/flights", 1)


def test_somebody_elses_lease_is_not_given_back(store: Store) -> None:
    _take(store, "slow")
    _take(store, "quick", TTL)
    with store.transaction() as tx:
        leases.release(tx, "entity/flights", 1)
        assert leases.holder(tx, "entity/flights", START + TTL) == "quick"


def test_a_lease_that_never_was_cannot_be_relied_on(store: Store) -> None:
    with store.transaction() as tx, pytest.raises(UnavailableError, match="held by nobody"):
        leases.check(tx, "entity/flights", 1)


def test_what_a_stale_holder_wrote_is_not_kept(store: Store) -> None:
    _take(store, "slow")
    _take(store, "quick", TTL)
    with pytest.raises(UnavailableError), store.transaction() as tx:
        entities.put(tx, "half", {})
        leases.check(tx, "entity/flights", 1)
    with store.reading() as tx:
        assert "half" not in entities.names(tx)


def test_nobody_takes_a_lease_between_its_check_and_the_end_of_the_transaction(store: Store, address: str) -> None:
    _take(store, "slow")
    with open_store(address, patience=timedelta(milliseconds=20)) as other:
        with store.transaction() as tx:
            leases.check(tx, "entity/flights", 1)
            with pytest.raises(UnavailableError, match="is locked by another process"):
                _take(other, "quick", TTL)
        assert _take(other, "quick", TTL) == 2


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
