"""The notice that messages wait: what it says, and that every channel that takes one can render it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from gnomon.notify import blocks, held, mail_form
from gnomon.notify.channels import apprise, slack_bot, teams, webhook
from gnomon.notify.held import Held
from gnomon.store import outbox

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MANY = Held("prod", "ml", AT, 970, [f"[FIRING high] churn-{n}: inputs drifted" for n in range(held.MOST)])

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/held-v1.json").read_text("utf-8"))


def test_it_names_the_most_severe_and_counts_the_rest() -> None:
    assert MANY.title == "[HELD] prod: 970 more messages wait for ml"
    assert [line["text"] for line in MANY.lines[1:]] == [*MANY.titles, "And 960 more."]
    one = Held("prod", "ml", AT, 1, ["[FIRING high] churn: inputs drifted"])
    assert one.title == "[HELD] prod: 1 more message waits for ml"
    assert [line["name"] for line in one.lines] == ["why", "waits"]


def test_the_store_knows_it_by_its_kind() -> None:
    assert held.payload(MANY)["reason"] == outbox.HELD


def test_it_is_rendered_by_every_channel_that_takes_one() -> None:
    said = held.payload(MANY)
    assert blocks.rendered(said)["text"] == MANY.title
    assert MANY.title in str(teams.rendered(said))
    assert apprise.rendered(said)[0] == MANY.title
    assert MANY.title in slack_bot._head(said)
    mail = mail_form.mail("a" * 64, said, "gnomon@example.org", ["a@example.org"], AT)
    assert mail["Subject"] == MANY.title
    event = webhook.event("key", said, webhook.WebhookTarget("https://example.org"))
    assert (event["type"], event["subject"]) == ("gnomon.held", "held")
    assert event["dataschema"] == "gnomon:/schemas/held-v1.json"


@pytest.mark.parametrize("made", [MANY, replace(MANY, instance="x" * 200, channel="y" * 200)], ids=["many", "long"])
def test_it_follows_the_published_schema(made: Held) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    event = webhook.event("key", held.payload(made), webhook.WebhookTarget("https://example.org"))
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(event["data"])))
    assert len(made.title) <= 150
