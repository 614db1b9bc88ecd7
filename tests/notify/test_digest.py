"""What a digest says, and that every channel that takes one can render it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import jsonschema
import pytest

from gnomon.notify import blocks, digest, mail_form
from gnomon.notify.channels import apprise, slack_bot, teams, webhook
from gnomon.notify.digest import Digest

AT = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))
EMPTY = Digest("prod", "daily", AT, AT - timedelta(days=1))
FULL = Digest(
    "prod",
    "daily",
    AT,
    AT - timedelta(days=1),
    open=[f"[FIRING info] churn: inputs drifted, column {n}" for n in range(12)],
    ended=["[RESOLVED after 2 h] churn: volume unusual: recovered."],
    changed=["churn: inputs, alert a-1: late rows took it back."],
    unseen=["churn: performance. There are no targets."],
    silences=["silence 3 of user:ann until 3 Mar 2026 09:00 UTC: upgrade."],
    suggestions=["churn: hot (S2). 5 of 5 alerts lasted less than two windows. See gnomon monitors churn --suggest."],
)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/digest-v1.json").read_text("utf-8"))


def test_it_names_ten_of_each_section_and_counts_the_rest() -> None:
    assert FULL.title == "[DIGEST] prod: 12 still open, 1 over, 1 changed by late rows, 1 suggestion"
    assert FULL.lines[0] == {"name": "since", "text": "Since 1 Mar 09:00 CET."}
    named = [line["text"] for line in FULL.lines if line["name"] == "still open"]
    assert (len(named), named[-1]) == (11, "And 2 more.")
    assert [line["name"] for line in FULL.lines[-4:]] == [
        "changed by late rows", "without data", "silence ends", "suggestion",
    ]  # fmt: skip
    assert not FULL.is_empty


def test_without_news_it_says_so() -> None:
    assert EMPTY.is_empty
    assert EMPTY.title == "[DIGEST] prod: nothing to report"
    assert len(EMPTY.lines) == 1


def test_it_is_rendered_by_every_channel_that_takes_one() -> None:
    for each in (FULL, EMPTY):
        said = digest.payload(each)
        assert blocks.rendered(said)["text"] == each.title
        assert each.title in str(teams.rendered(said))
        assert apprise.rendered(said)[0] == each.title
        assert each.title in slack_bot._head(said)
        mail = mail_form.mail("a" * 64, said, "gnomon@example.org", ["a@example.org"], AT.astimezone(UTC))
        assert mail["Subject"] == each.title
        body = mail.get_body(("plain",))
        assert body is not None
        assert body.get_content().rstrip().endswith("gnomon · prod · digest")


def test_a_webhook_gets_an_event_of_its_own_type() -> None:
    event = webhook.event("key", digest.payload(FULL), webhook.WebhookTarget("https://example.org"))
    assert (event["type"], event["subject"], event["time"]) == ("gnomon.digest", "digest", "2026-03-02T08:00:00Z")
    assert event["dataschema"] == "gnomon:/schemas/digest-v1.json"
    jsonschema.Draft202012Validator(SCHEMA).validate(event["data"])
    assert event["data"]["title"] == FULL.title


@pytest.mark.parametrize("made", [FULL, EMPTY, replace(FULL, instance="x" * 200)], ids=["full", "empty", "long"])
def test_every_digest_follows_the_published_schema(made: Digest) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    (written,) = json.loads(json.dumps(digest.payload(made)["alerts"]))
    jsonschema.Draft202012Validator(SCHEMA).validate(written)
    assert set(SCHEMA["required"]) == set(written)
    assert set(SCHEMA["properties"]) - set(written) == {"why"}
    assert {name for name, _ in made.sections} | {"since"} == set(
        SCHEMA["properties"]["lines"]["items"]["properties"]["name"]["enum"]
    )
