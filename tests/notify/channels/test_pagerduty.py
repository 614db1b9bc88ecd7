from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from tests.notify import facts
from tests.notify.receiver import Got, Receiver, Reply

from gnomon.errors import UsageError
from gnomon.notify import group
from gnomon.notify.answers import Answer
from gnomon.notify.channels.pagerduty import PagerDutyTarget, pagerduty
from gnomon.notify.message import compose
from gnomon.notify.payload import Payload, payload
from gnomon.notify.registry import find
from gnomon.notify.told import Told

NOW = facts.START + timedelta(days=2)
KEY = "R015N8UQGZ0123456789012345678901"
KEYS = {"routing_key", "event_action", "dedup_key", "client", "client_url", "links", "images", "payload"}


class EventsApi(Receiver):
    """PagerDuty's Events API v2: 202, or 400 with what is wrong."""

    def take(self, got: Got) -> Reply:
        reply = super().take(got)
        if reply != Reply():
            return reply
        wrong = list(_wrong(got.json)) if got.path == "/v2/enqueue" else ["no such path"]
        said = {"status": "invalid event" if wrong else "success", "errors": wrong, "dedup_key": got.json["dedup_key"]}
        return Reply(400 if wrong else 202, json.dumps(said).encode())


def _wrong(event: dict[str, Any]) -> Iterator[str]:
    if event["routing_key"] != KEY:
        yield "Invalid routing key"
    if event["event_action"] not in ("trigger", "acknowledge", "resolve"):
        yield "'event_action' is not trigger, acknowledge or resolve"
    if not 0 < len(event["dedup_key"]) <= 255 or set(event) - KEYS:
        yield "dedup_key is invalid or there are unknown fields"
    if event["event_action"] != "trigger":
        return
    told = event["payload"]
    if not (0 < len(told["summary"]) <= 1024 and told["source"]):
        yield "summary or source is missing or too long"
    if told["severity"] not in ("critical", "error", "warning", "info"):
        yield "'severity' is not in the list"


def said(told: Told) -> Payload:
    (flush,) = group.flush([told], "page", find("pagerduty").manner(), {}, now=NOW)
    assert flush.row is not None
    return flush.row.payload


def over(told: Told) -> Payload:
    ended = replace(told, kind="resolved", episode=facts.over(told.episode))
    return {**said(told), "reason": "all_resolved", "alerts": [payload(ended, compose(ended))]}


@pytest.fixture
def api() -> Iterator[EventsApi]:
    with EventsApi() as made:
        yield made


def send(api: EventsApi, client: httpx.Client, of: Payload, **given: Any) -> Answer:
    target = PagerDutyTarget(**({"routing_key": KEY, "instance": "prod", "url": api.url("/v2/enqueue")} | given))
    return pagerduty("key", of, target, client=client, now=NOW)


def test_what_fires_triggers_and_what_is_over_resolves_the_same(api: EventsApi, client: httpx.Client) -> None:
    told = facts.told(links=(("alert", "https://example.org/a"),))
    answers = [send(api, client, each) for each in (said(told), over(told))]
    trigger, resolve = (got.json for got in api.got)
    assert [answer.kind for answer in answers] == ["delivered", "delivered"]
    assert trigger["dedup_key"] == resolve["dedup_key"] == f"gnomon:prod:{told.alert_id}:1" == answers[0].reference
    assert set(resolve) == {"routing_key", "event_action", "dedup_key"}
    assert (trigger["client"], trigger["client_url"]) == ("gnomon", "https://example.org/a")
    assert trigger["links"] == [{"href": "https://example.org/a", "text": "alert"}]
    event = trigger["payload"]
    assert event["summary"].startswith("[FIRING high] flights-delay")
    assert (event["source"], event["component"], event["class"]) == ("flights-delay", "inputs", "drift")
    assert event["custom_details"]["what changed"] == facts.REASON


@pytest.mark.parametrize(
    ("severity", "theirs"), [("critical", "critical"), ("high", "error"), ("warning", "warning"), ("info", "info")]
)
def test_each_severity_has_its_counterpart(api: EventsApi, client: httpx.Client, severity: Any, theirs: str) -> None:
    send(api, client, said(facts.told(episode=facts.firing("temp", severity=severity))))
    assert api.got[0].json["payload"]["severity"] == theirs


def test_an_event_that_is_too_large_goes_without_its_details(api: EventsApi, client: httpx.Client) -> None:
    long = said(facts.told(changes=("x" * 600_000,)))
    assert send(api, client, long).kind == "delivered"
    assert len(api.got[0].body) < 512_000
    assert "are left out" in api.got[0].json["payload"]["custom_details"]["note"]


def test_a_wrong_routing_key_is_dead_and_a_busy_api_is_tried_again(api: EventsApi, client: httpx.Client) -> None:
    wrong = send(api, client, said(facts.told()), routing_key="hunter2")
    assert (wrong.kind, "Invalid routing key" in wrong.text, "hunter2" in wrong.text) == ("dead", True, False)
    for status in (429, 500, 503):
        api.script(Reply(status, b"{}", {"retry-after": "7"}))
        answer = send(api, client, said(facts.told()))
        assert (answer.kind, answer.retry_after) == ("retry", "7")


def test_a_key_that_is_not_there_stops_the_channel(api: EventsApi, client: httpx.Client) -> None:
    def missing() -> str:
        raise UsageError("env:KEY is not set.")

    with pytest.raises(UsageError, match=r"^env:KEY is not set\.$"):
        send(api, client, said(facts.told()), routing_key=missing)
