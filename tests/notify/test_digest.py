"""What a digest says, and that every channel that takes one can render it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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
)


def test_it_names_ten_of_each_section_and_counts_the_rest() -> None:
    assert FULL.title == "[DIGEST] prod: 12 still open, 1 over, 1 changed by late rows"
    assert FULL.lines[0] == {"name": "since", "text": "Since 1 Mar 09:00 CET."}
    named = [line["text"] for line in FULL.lines if line["name"] == "still open"]
    assert (len(named), named[-1]) == (11, "And 2 more.")
    assert [line["name"] for line in FULL.lines[-3:]] == ["changed by late rows", "without data", "silence ends"]
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
    assert "dataschema" not in event
    assert event["data"]["title"] == FULL.title
