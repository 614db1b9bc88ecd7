"""Tests of the lease of an entity: one run at a time works on it, and one that was too slow does not spoil it."""

from __future__ import annotations

import pytest
from tests.jobs.running import Wall, both, filled, once, outcome, settings
from tests.jobs.worlds import World, day

from gnomon.errors import UnavailableError
from gnomon.jobs import run
from gnomon.jobs.lease import TTL, held, holder
from gnomon.store import entities, leases
from gnomon.store.open import Store


def test_a_process_has_a_name_of_its_own_each_time() -> None:
    assert holder() != holder()
    assert holder().count(":") == 2


def test_a_second_one_gets_none_until_the_first_lets_go(store: Store) -> None:
    clock = Wall()
    with held(store, "work", clock) as first:
        assert first is not None
        with held(store, "work", clock) as second, held(store, "other", clock) as other:
            assert second is None
            assert other is not None
    with held(store, "work", clock) as again:
        assert again is not None
        assert again.token > first.token


def test_it_is_let_go_when_the_work_fails(store: Store) -> None:
    clock = Wall()
    with pytest.raises(RuntimeError), held(store, "work", clock):
        raise RuntimeError
    with held(store, "work", clock) as again:
        assert again is not None


def test_that_of_a_killed_run_runs_out(store: Store) -> None:
    with store.transaction() as tx:
        leases.take(tx, "work", "killed", day(400), TTL)
    with held(store, "work", Wall(day(400) + TTL / 2)) as early:
        assert early is None
    with held(store, "work", Wall(day(400) + TTL)) as late:
        assert late is not None


def test_each_transaction_holds_it_for_longer(store: Store) -> None:
    clock = Wall()
    with held(store, "work", clock) as lease:
        assert lease is not None
        for _ in range(3):
            clock.at += TTL * 0.9
            with lease.transaction():
                pass
        with held(store, "work", clock) as second:
            assert second is None


def test_one_that_was_too_slow_writes_nothing(store: Store) -> None:
    clock = Wall()
    with held(store, "work", clock) as slow:
        assert slow is not None
        clock.at += 2 * TTL
        with held(store, "work", clock) as quick:
            assert quick is not None
            with pytest.raises(UnavailableError, match="it was lost"), slow.transaction() as tx:
                entities.put(tx, "spoiled", {})
            with quick.transaction() as tx:
                assert entities.names(tx) == []


def test_two_runs_at_once_do_the_work_once(world: World) -> None:
    filled(world, 10, 99)
    inner: list[run.EntityRun] = []

    def meanwhile(step: str, _entity: str, _facts: dict[str, object]) -> None:
        if step == "measured" and not inner:
            inner.extend(run.run(settings(world), world.store, day(10.1), clock=Wall()))

    outer, _ = once(world, 10.1, listener=meanwhile)
    assert [(one.status, one.reason, one.windows) for one in inner] == [("error", "Another run works on it.", 0)]
    assert (outer.status, outer.windows) == ("ok", 3)
    before = outcome(world)
    assert once(world, 10.1)[0].windows == 0
    assert outcome(world) == before


def test_an_entity_that_another_run_works_on_does_not_keep_the_others(world: World) -> None:
    filled(world, 10, 99)
    with held(world.store, "entity/flights", Wall()):
        busy, well = both(world, world, 10.1)
    assert busy.reason == "Another run works on it."
    assert (well.status, well.windows) == ("ok", 3)
