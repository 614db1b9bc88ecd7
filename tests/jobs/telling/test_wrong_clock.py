"""A clock that jumps a year ahead and back: everything is told, and nothing waits for that year to pass."""

from __future__ import annotations

from datetime import timedelta

from tests.jobs.running import filled
from tests.jobs.telling.stage import Stage
from tests.jobs.worlds import World
from tests.notify.receiver import Receiver

from gnomon.jobs.lease import TTL
from gnomon.store import leases

YEAR, MINUTE = timedelta(days=365), timedelta(minutes=1)


def _whys(receiver: Receiver) -> list[str]:
    return [got.json["data"]["why"] for got in receiver.got]


def test_what_failed_while_it_was_ahead_is_delivered_once_it_is_right(world: World) -> None:
    filled(world, 16, 15)
    with Receiver([503]) as receiver:
        stage = Stage(world, ml={"url": receiver.url()})
        assert len(stage.run(YEAR).put_off) == 1
        stage.run(-YEAR)
        assert stage.run(MINUTE).delivered == []
    assert _whys(receiver) == ["first", "first", "repeat"]  # as far as it knows it was told a year away


def test_what_failed_before_it_jumped_is_told_once_it_is_right(world: World) -> None:
    filled(world, 16, 15)
    with Receiver([503, 503, 503]) as receiver:
        stage = Stage(world, ml={"url": receiver.url()})
        assert len(stage.run().put_off) == 1
        assert len(stage.run(YEAR).dead) == 1  # for all it knows the receiver was away for a year
        stage.run(-YEAR)
        assert stage.run(MINUTE).delivered == []
    assert _whys(receiver) == ["first", "first", "repeat", "repeat", "repeat"]  # each jump makes one repeat


def test_a_run_that_was_killed_while_it_was_ahead_keeps_no_other_away(world: World) -> None:
    filled(world, 16, 15)
    with Receiver() as receiver:
        stage = Stage(world, ml={"url": receiver.url()})
        stage.clock.at += YEAR
        with world.store.transaction() as tx:
            leases.take(tx, f"entity/{world.entity.name}", "killed", stage.clock(), TTL)
        assert len(stage.run(-YEAR).delivered) == 1
