from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import jsonschema
import pytest
from tests.notify import facts
from tests.notify.receiver import Receiver

from gnomon.errors import UsageError
from gnomon.notify import group
from gnomon.notify.channels import webhook as channel
from gnomon.notify.channels.webhook import WebhookTarget, webhook
from gnomon.notify.decide import Entry
from gnomon.notify.group import Row
from gnomon.notify.registry import find
from gnomon.notify.told import Told

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OLD, NEW = ("whsec_" + base64.b64encode(bytes([n] * 32)).decode() for n in (1, 2))
SCHEMA = json.loads((Path(__file__).parents[3] / "docs/schemas/alert-v1.json").read_text("utf-8"))
MANNER = find("webhook").manner()


def row(told: Told, known: Entry | None = None) -> Row:
    log = {} if known is None else {group.group_key(told, MANNER): known}
    (flush,) = group.flush([told], "ops", MANNER, log, now=NOW)
    assert flush.row is not None
    return flush.row


def test_an_alert_arrives_signed_as_a_cloud_event(client: httpx.Client, receiver: Receiver) -> None:
    made = row(facts.told())
    target = WebhookTarget(receiver.url(), (NEW, OLD), "prod")
    assert webhook(made.key, made.payload, target, client=client, now=NOW).kind == "delivered"
    (got,) = receiver.got
    event = got.json
    assert got.headers["content-type"] == "application/cloudevents+json"
    assert (got.id, got.headers["webhook-timestamp"]) == (made.key, str(int(NOW.timestamp())))
    assert got.is_signed_with(OLD) and got.is_signed_with(NEW)
    assert {name: event[name] for name in event if name != "data"} == {
        "specversion": "1.0",
        "id": made.key,
        "source": "/gnomon/prod",
        "type": "gnomon.alert.firing",
        "subject": made.payload["alerts"][0]["alert_id"],
        "time": "2014-01-01T00:00:00Z",
        "datacontenttype": "application/json",
        "dataschema": "gnomon:/schemas/alert-v1.json",
    }
    assert event["data"] == {**made.payload["alerts"][0], "why": "first"}
    jsonschema.Draft202012Validator(SCHEMA).validate(event["data"])


def test_what_is_changed_on_the_way_has_no_signature(client: httpx.Client, receiver: Receiver) -> None:
    made = row(facts.told())
    webhook(made.key, made.payload, WebhookTarget(receiver.url(), (NEW,)), client=client, now=NOW)
    (got,) = receiver.got
    assert not replace(got, body=got.body + b" ").is_signed_with(NEW)
    assert not got.is_signed_with(OLD)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (facts.told("resolved", facts.over(facts.firing("temp"))), "resolved"),
        (facts.told("retracted"), "retracted"),
        (facts.told("revised", before=facts.firing("temp")), "revised"),
    ],
    ids=["resolved", "retracted", "revised"],
)
def test_what_becomes_of_it_has_its_own_type(told: Told, kind: str) -> None:
    made = row(told, Entry(frozenset([told.episode_id]), frozenset(), NOW))
    event = channel.event(made.key, made.payload, WebhookTarget("http://x", pages="https://gnomon.example/"))
    assert event["type"] == f"gnomon.alert.{kind}"
    assert event["dataschema"] == "https://gnomon.example/schemas/alert-v1.json"
    assert json.loads(channel.encoded(event)) == event


def test_a_repeat_has_the_same_id_and_body_and_the_time_of_its_try(client: httpx.Client, receiver: Receiver) -> None:
    made, target = row(facts.told()), WebhookTarget(receiver.url(), (NEW,))
    for second in (0, 1):
        webhook(made.key, made.payload, target, client=client, now=NOW.replace(second=second))
    first, again = receiver.got
    assert (first.id, first.body) == (again.id, again.body)
    assert int(again.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 1
    assert len(receiver.messages()) == 1


def missing() -> str:
    raise UsageError("env:WEBHOOK_SECRET: the environment variable WEBHOOK_SECRET is not set.")


@pytest.mark.parametrize("secret", [missing, "no secret at all"])
def test_a_secret_that_is_not_there_stops_the_channel_and_is_not_shown(client: httpx.Client, secret: str) -> None:
    made = row(facts.told())
    target = WebhookTarget("http://127.0.0.1:1", (secret,))
    with pytest.raises(UsageError) as told:
        webhook(made.key, made.payload, target, client=client, now=NOW)
    assert "at all" not in str(told.value)
