"""What people do with messages that were not delivered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.jobs.running import SECRET, filled
from tests.jobs.telling.stage import Stage
from tests.jobs.worlds import World
from tests.notify.receiver import Receiver

from gnomon.errors import UsageError
from gnomon.jobs.telling.deliver import TIMEOUT
from gnomon.jobs.telling.outbox_acts import Outbox
from gnomon.store import audit, outbox

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


def _box(stage: Stage) -> Outbox:
    return Outbox(stage.world.store, "user:ann", stage.clock)


def test_what_was_refused_is_sent_after_all_and_counts_as_told(world: World) -> None:
    filled(world, 16, 15)
    with Receiver([400, 200, 200]) as receiver:
        stage = Stage(world, ml={"url": receiver.url(), "secret": "env:HOOK_SECRET"})
        stage.run()
        stage.run(MINUTE)
        assert len(receiver.got) == 1
        box = _box(stage)
        (dead,) = box.list(only_dead=True)
        assert (dead["state"], dead["status"], dead["next_attempt_at"]) == ("dead", 400, None)
        assert "check kind and url in channels.ml" in dead["mend"]
        assert box.retry(1) == "message 1 is tried by the next gnomon run."
        assert [len(stage.run(later).delivered) for later in (MINUTE, MINUTE, timedelta(hours=25))] == [1, 0, 1]
        assert len({got.id for got in receiver.got}) == 2
        with pytest.raises(UsageError, match="message 1 is delivered"):
            box.retry(1)
    with world.store.reading() as tx:
        (row,) = [one for one in audit.all(tx) if one.action == "outbox.retry"]
        assert (row.actor, row.entity, row.detail["channel"]) == ("user:ann", "flights", "ml")


def test_what_was_refused_and_told_anew_since_is_not_sent_once_more(world: World) -> None:
    filled(world, 16, 15)
    with Receiver([400, 200]) as receiver:
        stage = Stage(world, ml={"url": receiver.url(), "secret": "env:HOOK_SECRET"})
        stage.run()
        assert len(stage.run(timedelta(hours=25)).delivered) == 1
        with pytest.raises(UsageError, match=r"message 1: a newer one has told since\. Drop it"):
            _box(stage).retry(1)
        assert _box(stage).drop(1, "old") == "message 1 is dropped."


def test_what_waits_is_tried_at_once_and_with_all_its_patience(world: World) -> None:
    filled(world, 16, 15)
    with Receiver([503, 200]) as receiver:
        stage = Stage(world, ml={"url": receiver.url(), "secret": "env:HOOK_SECRET"})
        stage.run()
        assert stage.run().delivered == []  # it is not due yet
        assert _box(stage).retry(1) == "message 1 is tried by the next gnomon run."
        (waiting,) = _box(stage).list()
        assert (waiting["state"], waiting["first_tried_at"]) == ("retrying", None)
        assert len(stage.run().delivered) == 1
        assert len({got.id for got in receiver.got}) == 1


def test_what_is_dropped_counts_as_told_and_its_end_is(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "5d"}), 13, 6, back=7)
    with Receiver([503, 200]) as receiver:
        stage = Stage(world, ml={"url": receiver.url(), "secret": "env:HOOK_SECRET"})
        stage.run(until=7.1)
        assert _box(stage).drop(1, "known") == "message 1 is dropped."
        stage.run(timedelta(days=2), until=13.1)
        assert [got.json["type"] for got in receiver.got] == ["gnomon.alert.firing", "gnomon.alert.resolved"]
    with world.store.reading() as tx:
        assert [one.detail["reason"] for one in audit.all(tx) if one.action == "outbox.drop"] == ["known"]


def test_what_cannot_be_done_is_said(world: World) -> None:
    filled(world, 16, 15)
    stage = Stage(world, ml={})
    stage.run()
    box = _box(stage)
    with pytest.raises(UsageError, match=r"message 1 is delivered\. See gnomon outbox list"):
        box.retry(1)
    with pytest.raises(UsageError, match="there is no message 2"):
        box.drop(2, "known")
    with pytest.raises(UsageError, match="says why"):
        box.drop(1, " ")
    stage = Stage(world, ml={"path": str(world.folder / "gone" / "x.jsonl")})
    stage.run(timedelta(days=2))
    box = _box(stage)
    with world.store.transaction() as tx:
        assert outbox.claim(tx, stage.clock.at + MINUTE, "other", TIMEOUT)
    with pytest.raises(UsageError, match="message 2 is being sent now"):
        box.drop(2, "known")
    stage.clock.at += 10 * MINUTE
    assert box.drop(2, "it hung") == "message 2 is dropped."
