from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import numpy as np
import pytest
from tests.notify import facts
from tests.notify.outbox import Clock, Killed, Outbox
from tests.notify.receiver import Receiver, Reply

from gnomon.errors import UsageError
from gnomon.notify import group, post
from gnomon.notify.answers import DELIVERED, Answer
from gnomon.notify.channels.slack import SlackTarget
from gnomon.notify.channels.webhook import WebhookTarget
from gnomon.notify.deliver import Bound, Report, deliver
from gnomon.notify.group import Row
from gnomon.notify.payload import Payload
from gnomon.notify.registry import Channel, find

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
SECRET = "whsec_" + base64.b64encode(bytes(32)).decode()


def rows(count: int = 1, channel: str = "ops", kind: str = "webhook") -> list[Row]:
    told = [facts.told(entity=f"entity-{i}") for i in range(count)]
    made = group.flush(told, channel, find(kind).manner(), {}, now=facts.START)
    return [each.row for each in made if each.row]


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with post.client(0.3) as made:
        yield made


def send(
    outbox: Outbox, client: httpx.Client, channels: dict[str, Bound], clock: Clock, patience: timedelta = HOUR
) -> Report:
    rng = np.random.default_rng(7)
    return deliver(outbox, channels, clock=clock, client=client, rng=rng, wait=clock.wait, patience=patience)


def webhook(receiver: Receiver, path: str = "/hook") -> Bound:
    return Bound(find("webhook"), WebhookTarget(receiver.url(path), (SECRET,)))


def test_what_is_due_is_delivered_once(client: httpx.Client, receiver: Receiver) -> None:
    outbox, clock = Outbox(rows(3)), Clock()
    report = send(outbox, client, {"ops": webhook(receiver)}, clock)
    assert sorted(report.delivered) == sorted(outbox.rows) == sorted(receiver.ids)
    assert send(outbox, client, {"ops": webhook(receiver)}, clock) == Report()
    assert set(receiver.ids.values()) == {1} and all(got.is_signed_with(SECRET) for got in receiver.got)


def test_w7_two_failures_a_request_to_wait_and_success(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(500, 500, Reply(429, b"", {"retry-after": "30"}))
    (row,) = rows()
    outbox, clock = Outbox([row]), Clock()
    report = send(outbox, client, {"ops": webhook(receiver)}, clock)
    assert receiver.ids == {row.key: 4}
    first, second, third = clock.waits
    assert 0.5 * SECOND <= first <= SECOND
    assert SECOND <= second <= 2 * SECOND
    assert third >= 30 * SECOND
    assert (report.delivered, report.put_off, outbox.states()) == ([row.key], {}, ["delivered"])


def test_w7_a_refused_message_is_dead_at_once_and_reported(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(Reply(400, b"no such field"))
    (row,) = rows()
    outbox = Outbox([row])
    report = send(outbox, client, {"ops": webhook(receiver)}, Clock())
    (dead,) = report.dead
    assert (dead.key, dead.channel, dead.error) == (row.key, "ops", "400 no such field")
    assert dead.title == row.payload["alerts"][0]["title"]
    assert (len(receiver.got), outbox.states()) == (1, ["dead"])


def test_w7_killed_after_the_answer_it_is_sent_again_under_the_same_id(
    client: httpx.Client, receiver: Receiver
) -> None:
    (row,) = rows()
    outbox, clock = Outbox([row], killed_before_settle=1), Clock()
    with pytest.raises(Killed):
        send(outbox, client, {"ops": webhook(receiver)}, clock)
    assert send(outbox, client, {"ops": webhook(receiver)}, clock).delivered == []  # the claim still runs
    clock.now += 2 * outbox.timeout
    assert send(outbox, client, {"ops": webhook(receiver)}, clock).delivered == [row.key]
    assert receiver.ids == {row.key: 2}
    assert len(receiver.messages()) == 1
    first, again = receiver.got
    assert first.body == again.body


@pytest.mark.parametrize("how", ["hang", "drop", "drip"])
def test_a_receiver_that_does_not_answer_is_tried_again(client: httpx.Client, receiver: Receiver, how: str) -> None:
    receiver.script(Reply(how=how))
    outbox, clock = Outbox(rows()), Clock()
    report = send(outbox, client, {"ops": webhook(receiver)}, clock)
    assert (len(report.delivered), len(receiver.got), len(clock.waits)) == (1, 2, 1)


def test_without_patience_the_next_run_goes_on(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(500)
    (row,) = rows()
    outbox, clock = Outbox([row]), Clock()
    report = send(outbox, client, {"ops": webhook(receiver)}, clock, patience=timedelta(0))
    assert (list(report.put_off), clock.waits, outbox.states()) == ([row.key], [], ["retrying"])
    assert report.put_off[row.key].error == "500 ok"
    clock.now += SECOND
    assert send(outbox, client, {"ops": webhook(receiver)}, clock).delivered == [row.key]


def test_what_is_refused_for_its_credentials_stops_its_channel_and_no_other(
    client: httpx.Client, receiver: Receiver
) -> None:
    with Receiver([401]) as closed:
        outbox, clock = Outbox([*rows(3, "a"), *rows(2, "b")]), Clock()
        channels = {"a": webhook(closed), "b": webhook(receiver)}
        report = send(outbox, client, channels, clock)
        assert (len(closed.got), len(report.delivered), report.dead) == (1, 2, [])
        assert report.stopped == {"a": "401 ok"}
        assert sorted(outbox.states()) == ["delivered"] * 2 + ["queued"] * 2 + ["retrying"]
        assert len(send(outbox, client, channels, clock).delivered) == 3  # mended: all rows are there


def test_a_channel_that_is_gone_takes_its_rows_with_it(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(410)
    outbox = Outbox(rows(3))
    report = send(outbox, client, {"ops": webhook(receiver)}, Clock())
    assert (len(receiver.got), len(report.dead), list(report.gone)) == (1, 3, ["ops"])
    assert set(outbox.states()) == {"dead"}


def test_rows_of_a_group_go_out_in_order(client: httpx.Client, receiver: Receiver) -> None:
    (row,) = rows()
    second = replace(row, key="later")
    receiver.script(500)
    send(Outbox([row, second]), client, {"ops": webhook(receiver)}, Clock())
    assert [got.id for got in receiver.got] == [row.key, row.key, "later"]


def test_it_gives_up_after_the_channels_time(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(*[500] * 3)
    outbox, clock = Outbox(rows()), Clock()
    send(outbox, client, {"ops": webhook(receiver)}, clock, patience=timedelta(0))
    clock.now += 72 * HOUR
    report = send(outbox, client, {"ops": webhook(receiver)}, clock)
    assert (len(report.dead), len(receiver.got)) == (1, 2)


def test_a_channel_that_is_not_in_the_configuration_any_more_keeps_its_rows(client: httpx.Client) -> None:
    outbox = Outbox(rows(2))
    report = send(outbox, client, {}, Clock())
    assert report.stopped == {"ops": "there is no channel 'ops' any more. Add it, or drop its rows."}
    assert sorted(outbox.states()) == ["queued", "retrying"]


def failing(error: Exception) -> Bound:
    def broken(
        key: str,
        payload: Payload,
        target: Any,
        /,
        *,
        client: httpx.Client,
        now: datetime,
        thread: str | None = None,
    ) -> Answer:
        raise error

    return Bound(Channel("broken", broken, str, "entity", frozenset(), 24 * HOUR), "")


@pytest.mark.parametrize("error", [ValueError("s3cret"), UsageError("mend it")], ids=["bug", "usage"])
def test_a_channel_with_a_bug_stops_no_other_and_shows_no_secret(
    client: httpx.Client, receiver: Receiver, error: Exception
) -> None:
    outbox = Outbox([*rows(1, "a"), *rows(1, "b")])
    channels = {"a": failing(error), "b": webhook(receiver)}
    report = send(outbox, client, channels, Clock(), patience=timedelta(0))
    assert sorted(outbox.states()) == ["delivered", "retrying"]
    assert "s3cret" not in repr(report.put_off)
    assert report.stopped == ({"a": "mend it"} if isinstance(error, UsageError) else {})


def test_no_secret_is_in_what_is_kept(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(Reply(how="drop"), 500, 401)
    outbox = Outbox([*rows(1, "hook"), *rows(1, "chat", "slack")])
    channels = {
        "hook": webhook(receiver, "/s3cret"),
        "chat": Bound(find("slack"), SlackTarget("http://127.0.0.1:1/services/s3cret")),
    }
    report = send(outbox, client, channels, Clock(), patience=timedelta(seconds=5))
    kept = repr([settled for _, settled in outbox.settled]) + repr(report)
    assert "s3cret" not in kept and SECRET not in kept


def test_delivered_says_nothing_more() -> None:
    assert DELIVERED == Answer("delivered")


def test_a_receiver_that_is_down_gets_a_bounded_time_however_many_rows_there_are(
    client: httpx.Client, receiver: Receiver
) -> None:
    other, clock = Receiver(), Clock()
    outbox = Outbox([*rows(30), *rows(1, "well")])

    class Slow:
        """Ten seconds pass with each look at the time: a receiver that hangs."""

        def __call__(self) -> datetime:
            clock.now += timedelta(seconds=10)
            return clock.now

    with other:
        receiver.script(*[503] * 200)
        report = deliver(
            outbox, {"ops": webhook(receiver), "well": webhook(other)}, clock=Slow(), client=client,
            rng=np.random.default_rng(7), wait=clock.wait, patience=20 * SECOND,
        )  # fmt: skip
    assert report.slow == {"ops"}
    assert len(receiver.got) <= 3
    assert report.delivered == [key for key, kept in outbox.rows.items() if kept.channel == "well"]
    assert outbox.states().count("queued") + len(report.put_off) == 30
