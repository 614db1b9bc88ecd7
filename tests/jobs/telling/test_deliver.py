"""Tests of delivery from the store's outbox, to real receivers."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.running import SECRET, Wall, settings
from tests.jobs.worlds import World, day
from tests.notify import facts
from tests.notify.receiver import Receiver

from gnomon.config.channel import Channel
from gnomon.config.egress import Egress
from gnomon.config.heartbeat import Heartbeat
from gnomon.config.settings import Settings
from gnomon.jobs import listing
from gnomon.jobs.telling.deliver import PATIENCE, Outbox, bound, deliver
from gnomon.notify.channels.log import LogTarget
from gnomon.notify.channels.slack import SlackTarget
from gnomon.notify.channels.webhook import WebhookTarget
from gnomon.notify.group import flush
from gnomon.notify.queue import Settled
from gnomon.notify.registry import find
from gnomon.store import notify_log, outbox
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow

MANNER = find("webhook").manner()
PAYLOAD: dict[str, Any] = {"reason": "first", "alerts": [{"event": "firing"}]}


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


def _put(store: Store, key: str, channel: str = "out", group: str = "g", payload: Any = PAYLOAD) -> None:
    with store.transaction() as tx:
        outbox.put(tx, OutboxRow(key, channel, "alert", group, "firing", payload, day(399)))


def _found(store: Store, key: str) -> OutboxRow:
    with store.reading() as tx:
        row = outbox.find(tx, key)
    assert row is not None
    return row


def _logging() -> Settings:
    return Settings(channels={"out": Channel(name="out", kind="log")})


def test_each_kind_of_channel_is_bound_with_its_secrets_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    channels = {
        "out": {"kind": "log"},
        "slack": {"kind": "slack", "url": "env:SLACK"},
        "hook": {"kind": "webhook", "url": "https://example.com/", "secret": ["env:NEW", "env:OLD"]},
    }
    made = Settings(instance="here", channels={name: Channel(name=name, **one) for name, one in channels.items()})
    targets = {name: one.target for name, one in bound(made).items()}
    assert targets["out"] == LogTarget(None)
    for name, text in (("SLACK", "https://hooks.slack.com/x"), ("NEW", "whsec_bmV3"), ("OLD", "whsec_b2xk")):
        monkeypatch.setenv(name, text)
    slack, hook = targets["slack"], targets["hook"]
    assert isinstance(slack, SlackTarget)
    assert isinstance(hook, WebhookTarget)
    assert (len(hook.secrets), hook.instance) == (2, "here")


def test_a_log_goes_where_it_is_told_to(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    _put(store, "one")
    lines = io.StringIO()
    assert deliver(_logging(), store, clock=Wall(), lines=lines).delivered == ["one"]
    assert json.loads(lines.getvalue())["alert"] == {"event": "firing"}
    _put(store, "two")
    deliver(_logging(), store, clock=Wall())
    assert json.loads(capsys.readouterr().out)["key"] == "two"


def test_what_was_sent_is_not_sent_again(store: Store) -> None:
    _put(store, "one")
    lines, clock = io.StringIO(), Wall()
    for _ in range(3):
        deliver(_logging(), store, clock=clock, lines=lines)
    assert lines.getvalue().count("\n") == 1
    assert _found(store, "one").state == "delivered"


def test_two_who_deliver_at_once_take_different_rows(store: Store) -> None:
    for n in range(3):
        _put(store, f"row {n}", group=f"group {n}")
    a, b = Outbox(store, "a"), Outbox(store, "b")
    taken = [box.claim(day(400), ()) for box in (a, b, a, b)]
    assert [row is not None for row in taken] == [True, True, True, False]
    assert len({row.key for row in taken if row is not None}) == 3


def test_rows_of_a_channel_that_stands_still_are_left(store: Store) -> None:
    _put(store, "one")
    assert Outbox(store, "a").claim(day(400), ["out"]) is None
    assert Outbox(store, "a").claim(day(400), ["other"]) is not None


def test_one_who_was_too_slow_settles_nothing(store: Store) -> None:
    _put(store, "one")
    slow, quick = Outbox(store, "slow"), Outbox(store, "quick")
    row = slow.claim(day(400), ())
    assert row is not None
    again = quick.claim(day(401), ())
    assert again is not None
    slow.settle(row, Settled("dead", error="gave up"), day(401))
    assert _found(store, "one").state == "sending"
    quick.settle(again, Settled("delivered"), day(401))
    assert _found(store, "one").state == "delivered"


def test_what_a_dead_row_told_is_known_no_longer(store: Store) -> None:
    _put(store, "one")
    entry = {"firing": ["x-1"], "resolved": [], "at": day(399).isoformat(), "row": "one", "before": None}
    with store.transaction() as tx:
        notify_log.put(tx, "flights", "g", "out", entry | {"died_at": None}, is_open=True)
    box = Outbox(store, "a")
    row = box.claim(day(400), ())
    assert row is not None
    box.settle(row, Settled("dead", error="refused"), day(400))
    with store.reading() as tx:
        known = notify_log.get(tx, "g", "out")
    assert known is None or known["firing"] == []
    assert _found(store, "one").last_error == "refused"


@pytest.mark.parametrize(("answer", "state"), [(200, "delivered"), (503, "retrying"), (400, "dead")])
def test_the_answer_says_what_becomes_of_a_row(world: World, answer: int, state: str) -> None:
    with Receiver([answer]) as receiver:
        configured = settings(world, receiver.url())
        (flushed,) = flush([facts.told()], "hook", MANNER, {}, now=day(399))
        assert flushed.row is not None
        _put(world.store, "one", "hook", payload=flushed.row.payload)
        report = deliver(configured, world.store, clock=Wall())
        row = _found(world.store, "one")
    assert (row.state, row.attempts) == (state, 1)
    told = {"delivered": report.delivered, "retrying": report.put_off, "dead": report.dead}
    assert [name for name, found in told.items() if found] == [state]
    assert state != "retrying" or day(400) < row.next_attempt_at < day(400.1)


def test_what_fails_is_tried_again_within_the_run_and_then_kept_for_the_next(world: World) -> None:
    clock = Wall()

    def wait(length: timedelta) -> None:
        clock.at += length

    (flushed,) = flush([facts.told()], "hook", MANNER, {}, now=day(399))
    assert flushed.row is not None
    _put(world.store, "one", "hook", payload=flushed.row.payload)
    with Receiver([503] * 50) as down, Receiver() as up:
        first = deliver(settings(world, down.url()), world.store, clock=clock, wait=wait)
        assert clock.at - day(400) < PATIENCE
        assert 4 <= len(down.got) <= 6
        assert (list(first.put_off), first.delivered) == (["one"], [])
        clock.at = day(401)
        second = deliver(settings(world, up.url()), world.store, clock=clock, wait=wait)
    assert (second.delivered, second.put_off) == (["one"], {})
    assert list(down.ids) == list(up.ids)


@pytest.mark.parametrize("status", [200, 401, 404, 503])
def test_no_secret_and_no_path_of_an_address_is_kept_or_said(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, status: int
) -> None:
    (flushed,) = flush([facts.told()], "hook", MANNER, {}, now=day(399))
    assert flushed.row is not None
    with Receiver([status] * 9) as receiver:
        monkeypatch.setenv("SLACK_URL", receiver.url("/T0/hunter2"))
        (tmp_path / "beat").write_text(receiver.url("/hunter2"), "utf-8")
        channels = {
            "hook": Channel(name="hook", kind="webhook", url=receiver.url("/hunter2"), secret="env:HOOK_SECRET"),  # noqa: S106 - a place
            "slack": Channel(name="slack", kind="slack", url="env:SLACK_URL"),
            "am": Channel(name="am", kind="alertmanager", url=receiver.url("/hunter2")),
        }
        beat = Heartbeat(url=f"file:{tmp_path}/beat")
        configured = settings(world).model_copy(update={"channels": channels, "heartbeat": beat})
        for name in ("hook", "slack"):
            _put(world.store, name, name, payload=flushed.row.payload)
        report = deliver(configured, world.store, clock=Wall())
        deliver(configured, world.store, clock=Wall(day(402)))
    assert receiver.got
    kept = b"".join(path.read_bytes() for path in world.folder.glob("gnomon.db*"))
    said = repr(report) + json.dumps(listing.channels(world.store)) + configured.model_dump_json() + repr(configured)
    for secret in ("hunter2", SECRET, SECRET.removeprefix("whsec_")):
        assert secret.encode() not in kept and secret not in said


@pytest.mark.parametrize("via", ["url", "channel"])
def test_a_strict_operator_sends_nothing_to_this_machine(world: World, via: str) -> None:
    (flushed,) = flush([facts.told()], "hook", MANNER, {}, now=day(399))
    assert flushed.row is not None
    with Receiver() as receiver:
        configured = settings(world, receiver.url() if via == "channel" else "", egress=Egress(strict=True))
        if via == "url":
            configured = configured.model_copy(update={"heartbeat": Heartbeat(url=receiver.url())})
        else:
            _put(world.store, "one", "hook", payload=flushed.row.payload)
        report = deliver(configured, world.store, clock=Wall())
        assert receiver.got == []
    told = report.unheard or report.stopped["hook"]
    assert f"http://127.0.0.1:{receiver.port}/*** cannot be used: it is not https://." in told
