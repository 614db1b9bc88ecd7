"""Tests of the lease of an entity: one run at a time works on it, and one that was too slow does not spoil it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.jobs.running import Wall, both, filled, once, outcome, settings
from tests.jobs.worlds import World, day

from gnomon.errors import UnavailableError
from gnomon.jobs import run
from gnomon.jobs.lease import BEAT, TTL, held, holder, keep, let_go, of_process
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


def test_none_of_its_transactions_writes_once_it_is_lost(store: Store) -> None:
    """Also those of steps that know the store only, not the lease."""
    clock = Wall()
    with held(store, "work", clock) as slow:
        assert slow is not None
        with slow.store.transaction() as tx:
            entities.put(tx, "kept", {})
        clock.at += 2 * TTL
        with held(store, "work", clock), slow.store.reading() as tx:
            assert entities.names(tx) == ["kept"]
        with pytest.raises(UnavailableError, match="it was lost"), slow.store.transaction() as tx:
            entities.put(tx, "spoiled", {})
    with store.reading() as tx:
        assert entities.names(tx) == ["kept"]


def test_one_that_is_overtaken_within_a_transaction_keeps_others_away_until_its_end(store: Store) -> None:
    clock = Wall()
    with held(store, "work", clock) as lease:
        assert lease is not None
        with lease.transaction():
            clock.at += 2 * TTL  # it took that long
        with held(store, "work", clock) as second:
            assert second is None


def test_it_is_renewed_while_work_goes_on(store: Store) -> None:
    clock = Wall()
    with held(store, "work", clock) as lease:
        assert lease is not None
        beats = iter([False] * 9 + [True])

        def wait() -> bool:
            clock.at += BEAT
            return next(beats)

        keep(lease, wait)
        with held(store, "work", clock) as second:
            assert second is None


def test_it_is_no_longer_renewed_once_it_is_lost(store: Store) -> None:
    clock = Wall()
    with held(store, "work", clock) as slow:
        assert slow is not None
        clock.at += 2 * TTL
        with held(store, "work", clock) as quick:
            assert quick is not None
            beats = iter([False])
            keep(slow, lambda: next(beats))  # a second time would raise
            with quick.transaction():
                pass


def test_a_beat_that_fails_is_made_good_by_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, real, failed = Wall(), leases.renew, list[bool]()

    def fails_first(*given: Any) -> bool:
        if not failed:
            failed.append(True)
            raise UnavailableError("store: is locked.")
        return real(*given)

    with held(store, "work", clock) as lease:
        assert lease is not None
        monkeypatch.setattr(leases, "renew", fails_first)
        clock.at += TTL * 0.9
        beats = iter([False, False, True])
        keep(lease, lambda: next(beats))
        clock.at += TTL * 0.9
        with held(store, "work", clock) as second:
            assert second is None


def test_what_a_process_held_that_has_ended_is_let_go(store: Store) -> None:
    with store.transaction() as tx:
        for name, of in (("of the dead", of_process(12)), ("of another", of_process(1))):
            leases.take(tx, name, f"{of}abc", day(400), TTL)
    let_go(store, 12)
    clock = Wall(day(400))
    with held(store, "of the dead", clock) as mine, held(store, "of another", clock) as other:
        assert mine is not None
        assert other is None


def test_two_runs_at_once_do_the_work_once(world: World) -> None:
    filled(world, 10, 99)
    inner: list[run.EntityRun] = []

    def meanwhile(step: str, _entity: str, _facts: dict[str, object]) -> None:
        if step == "measured" and not inner:
            inner.extend(run.run(settings(world), world.store, day(10.1), clock=Wall()))

    outer, _ = once(world, 10.1, listener=meanwhile)
    assert [(one.status, one.reason, one.windows) for one in inner] == [("error", run.ELSEWHERE, 0)]
    assert (outer.status, outer.windows) == ("ok", 3)
    before = outcome(world)
    assert once(world, 10.1)[0].windows == 0
    assert outcome(world) == before


def test_an_entity_that_another_run_works_on_does_not_keep_the_others(world: World) -> None:
    filled(world, 10, 99)
    with held(world.store, "entity/flights", Wall()):
        busy, well = both(world, world, 10.1)
    assert busy.reason == run.ELSEWHERE
    assert (well.status, well.windows) == ("ok", 3)
