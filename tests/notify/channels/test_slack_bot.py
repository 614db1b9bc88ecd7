from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import numpy as np
import pytest
from tests.notify import facts
from tests.notify.outbox import Clock, Outbox
from tests.notify.receiver import Reply
from tests.notify.slack_api import CHANNEL, TOKEN, SlackApi

from gnomon.errors import UsageError
from gnomon.notify import group, post
from gnomon.notify.channels.slack_bot import SlackBotTarget, slack_bot
from gnomon.notify.deliver import Bound, deliver
from gnomon.notify.egress import Egress
from gnomon.notify.group import Row
from gnomon.notify.payload import Payload
from gnomon.notify.registry import find
from gnomon.notify.told import Told

NOW = facts.START + timedelta(days=2)
PNG = b"\x89PNG picture"


@pytest.fixture
def api() -> Iterator[SlackApi]:
    with SlackApi() as made:
        yield made


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with post.client(5, Egress(("127.0.0.1",))) as made:
        yield made


def target(api: SlackApi, **given: Any) -> SlackBotTarget:
    return SlackBotTarget(**({"token": TOKEN, "channel": "#ml", "url": api.url("/api")} | given))


def row(reason: str, *told: Told, open: tuple[str, ...] = (), picture: bool = False) -> Payload:
    (flush,) = group.flush(told, "ml", find("slack_bot").manner(), {}, now=NOW)
    assert flush.row is not None
    said = {**flush.row.payload, "reason": reason, "open": list(open)}
    if picture:
        src = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
        said["alerts"] = [{**each, "picture": {"src": src, "alt": "temp, then and now"}} for each in said["alerts"]]
    return said


def over(said: Payload) -> Payload:
    alerts = [{**each, "state": "resolved", "title": "[RESOLVED after 1 d] flights-delay"} for each in said["alerts"]]
    return {**said, "alerts": alerts, "reason": "all_resolved"}


FIRST = row("first", facts.told())


def send(api: SlackApi, client: httpx.Client, said: Payload = FIRST, thread: str | None = None, **given: Any) -> Any:
    return slack_bot("key", said, target(api, **given), client=client, now=NOW, thread=thread)


def test_the_first_is_a_message_and_what_follows_changes_it_and_stands_in_its_thread(
    api: SlackApi, client: httpx.Client
) -> None:
    first = send(api, client)
    (ts,) = api.messages_by_ts
    assert (first.kind, first.text, first.reference) == ("delivered", "200 ok", f"{CHANNEL}/{ts}")
    assert api.messages_by_ts[ts].text.startswith("🔴 [FIRING high]")
    end = send(api, client, over(FIRST), first.reference)
    assert (end.kind, end.reference) == ("delivered", first.reference)
    message = api.messages_by_ts[ts]
    assert message.text == message.blocks[0]["text"]["text"] == "🟢 [RESOLVED after 1 d] flights-delay"
    assert [(reply.text, reply.is_broadcast, reply.key) for reply in message.replies] == [
        ("[RESOLVED after 1 d] flights-delay", False, "key")
    ]


def test_while_others_fire_the_message_says_so(api: SlackApi, client: httpx.Client) -> None:
    first = send(api, client)
    send(api, client, {**over(FIRST), "reason": "some_resolved", "open": ["[FIRING high] quality"]}, first.reference)
    (message,) = api.messages_by_ts.values()
    assert message.text == "🔴 1 still firing: [FIRING high] quality"


def test_only_a_severity_that_rose_is_told_in_the_channel_too(api: SlackApi, client: httpx.Client) -> None:
    first = send(api, client)
    for reason in ("new_alerts", "revised", "severity_raised", "repeat"):
        send(api, client, {**FIRST, "reason": reason}, first.reference)
    (message,) = api.messages_by_ts.values()
    assert [reply.is_broadcast for reply in message.replies] == [False, False, True, False]


def test_after_all_was_over_the_next_is_a_message_of_its_own(api: SlackApi, client: httpx.Client) -> None:
    first = send(api, client)
    again = send(api, client, FIRST, first.reference)
    assert len(api.messages_by_ts) == 2
    assert again.reference != first.reference


@pytest.mark.parametrize(
    "body", [b"<html>Log in to the network</html>", b"ok", b"[]", b'{"ok": "true"}', b"", b"[" * 60_000]
)
def test_what_is_answered_by_somebody_else_is_tried_again(api: SlackApi, client: httpx.Client, body: bytes) -> None:
    api.script(Reply(200, body))
    assert send(api, client).kind == "retry"
    assert send(api, client).kind == "delivered"
    assert len(api.messages_by_ts) == 1


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_message_that_can_no_longer_be_changed_is_posted_anew(
    api: SlackApi, client: httpx.Client, error: str
) -> None:
    first = send(api, client)
    api.errors["chat.update"] = [error]
    answer = send(api, client, over(FIRST), first.reference)
    assert (answer.kind, len(api.messages_by_ts)) == ("delivered", 2)
    assert answer.reference not in (None, first.reference)


def test_a_picture_is_put_into_the_thread(api: SlackApi, client: httpx.Client) -> None:
    answer = send(api, client, row("first", facts.told(), picture=True))
    (message,) = api.messages_by_ts.values()
    assert (answer.text, message.files) == ("200 ok", [PNG])


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_without_its_picture_the_message_stands_all_the_same(api: SlackApi, client: httpx.Client, method: str) -> None:
    api.errors[method] = ["missing_scope"]
    answer = send(api, client, row("first", facts.told(), picture=True))
    assert (answer.kind, answer.text) == ("delivered", "200 ok, without its picture: missing_scope")
    assert answer.reference is not None


def test_an_address_in_an_answer_is_foreign(api: SlackApi) -> None:
    with post.client(5) as client:
        answer = send(api, client, row("first", facts.told(), picture=True))
    assert answer.kind == "delivered"
    assert "cannot be used: it is not https://" in answer.text
    assert api.uploads == {}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("invalid_auth", "credential"),
        ("missing_scope", "credential"),
        ("ratelimited", "retry"),
        ("fatal_error", "retry"),
        ("not_in_channel", "dead"),
        ("is_archived", "dead"),
        ("no_idea", "dead"),
    ],
)
def test_what_slack_says_decides(api: SlackApi, client: httpx.Client, error: str, kind: str) -> None:
    api.errors["chat.postMessage"] = [error]
    assert send(api, client).kind == kind
    first = send(api, client)
    api.errors["chat.update"] = [error]
    assert send(api, client, over(FIRST), first.reference).kind == kind


def test_a_wrong_token_and_a_wrong_channel_are_told_without_the_token(api: SlackApi, client: httpx.Client) -> None:
    wrong = send(api, client, token="xoxb-wrong")  # noqa: S106 - of this test
    assert (wrong.kind, "xoxb" in wrong.text) == ("credential", False)
    assert send(api, client, channel="#nowhere").kind == "dead"
    assert "hunter2" not in repr(target(api))


def test_a_token_that_is_not_there_stops_the_channel(api: SlackApi, client: httpx.Client) -> None:
    def missing() -> str:
        raise UsageError("env:SLACK_BOT_TOKEN is not set.")

    with pytest.raises(UsageError, match=r"^env:SLACK_BOT_TOKEN is not set\.$"):
        send(api, client, token=missing)


def test_retry_after_is_obeyed_and_the_thread_is_found_again(api: SlackApi, client: httpx.Client) -> None:
    rows = [Row(key, "ml", key, "g", said["reason"], said) for key, said in (("a", FIRST), ("b", over(FIRST)))]
    queue, clock = Outbox(rows), Clock(datetime(2026, 3, 1, tzinfo=NOW.tzinfo))
    bound = {"ml": Bound(find("slack_bot"), target(api))}
    api.script(Reply(429, b"", {"retry-after": "30"}))
    report = deliver(
        queue, bound, clock=clock, client=client, rng=np.random.default_rng(0), wait=clock.wait,
        patience=timedelta(minutes=5),
    )  # fmt: skip
    assert report.delivered == ["a", "b"]
    assert clock.waits[0] >= timedelta(seconds=30)
    (message,) = api.messages_by_ts.values()
    assert (message.text[:1], len(message.replies), message.key) == ("🟢", 1, "b")
