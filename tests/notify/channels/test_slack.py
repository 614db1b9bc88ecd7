from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from tests.notify import facts
from tests.notify.receiver import Receiver, Reply

from gnomon.errors import UsageError
from gnomon.notify import group
from gnomon.notify.channels.slack import SlackTarget, slack
from gnomon.notify.payload import Payload
from gnomon.notify.registry import find
from gnomon.notify.told import Told

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def said(*told: Told) -> Payload:
    (flush,) = group.flush(told, "ml", find("slack").manner(), {}, now=NOW)
    assert flush.row is not None
    return flush.row.payload


def texts(message: dict[str, Any]) -> list[str]:
    return [block["text"]["text"] for block in message["blocks"]]


def test_an_alert_arrives_as_header_lines_and_links(client: httpx.Client, receiver: Receiver) -> None:
    payload = said(facts.told(links=(("alert", "https://example.org/a?x=1&y=2"),)))
    assert slack("key", payload, SlackTarget(receiver.url), client=client, now=NOW).kind == "delivered"
    message = receiver.got[0].json
    title = payload["alerts"][0]["title"]
    assert message["text"] == title
    assert [block["type"] for block in message["blocks"]] == ["header", "section", "section"]
    assert texts(message)[0] == title
    assert texts(message)[1].splitlines()[0] == facts.REASON
    assert texts(message)[2] == "<https://example.org/a?x=1&amp;y=2|alert>"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, "ok", "delivered"),
        (200, '{"ok":true,"ts":"1"}', "delivered"),
        (200, '{"ok":false,"error":"invalid_auth"}', "credential"),
        (200, '{"ok":false,"error":"ratelimited"}', "retry"),
        (200, '{"ok":false,"error":"no_idea"}', "dead"),
        (200, "invalid_auth", "credential"),
        (403, "invalid_token", "credential"),
        (403, "account_inactive", "credential"),
        (400, "token_revoked", "credential"),
        (400, "internal_error", "retry"),
        (400, "request_timeout", "retry"),
        (404, "channel_not_found", "dead"),
        (403, "not_in_channel", "dead"),
        (410, "is_archived", "dead"),
        (400, "invalid_blocks", "dead"),
        (400, "msg_too_long", "dead"),
        (400, "[1]", "dead"),
        (410, "", "gone"),
        (429, "", "retry"),
        (500, "rollup_error", "retry"),
    ],
)
def test_slack_says_what_it_means(client: httpx.Client, receiver: Receiver, status: int, body: str, kind: str) -> None:
    receiver.script(Reply(status, body.encode(), {"retry-after": "30"}))
    answer = slack("key", said(facts.told()), SlackTarget(receiver.url()), client=client, now=NOW)
    assert (answer.kind, answer.status, answer.retry_after) == (kind, status, "30")


def test_an_address_that_is_not_there_stops_the_channel(client: httpx.Client) -> None:
    def missing() -> str:
        raise UsageError("env:SLACK_WEBHOOK_URL is not set.")

    with pytest.raises(UsageError, match=r"^env:SLACK_WEBHOOK_URL is not set\.$"):
        slack("key", said(facts.told()), SlackTarget(missing), client=client, now=NOW)
