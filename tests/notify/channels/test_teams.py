from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.notify import facts
from tests.notify.receiver import Receiver, Reply
from tests.notify.test_digest import FULL

from gnomon.errors import UsageError
from gnomon.notify import digest, group
from gnomon.notify.channels import teams as channel
from gnomon.notify.channels.teams import TeamsTarget, teams
from gnomon.notify.payload import Payload
from gnomon.notify.registry import find
from gnomon.notify.told import Told

NOW = facts.START + timedelta(days=2)
ELEMENTS = {"TextBlock": {"text"}, "FactSet": {"facts"}, "Container": {"items"}}
"""Elements of Adaptive Cards that are used, and what each needs."""


def said(*told: Told) -> Payload:
    (flush,) = group.flush(told, "ml", find("teams").manner(), {}, now=NOW)
    assert flush.row is not None
    return flush.row.payload


def card(message: dict[str, Any]) -> dict[str, Any]:
    """The card of a message, after a look at the documented form."""
    assert message["type"] == "message"
    (attachment,) = message["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["contentUrl"] is None
    content = attachment["content"]
    assert (content["type"], content["version"], content["msteams"]) == ("AdaptiveCard", "1.4", {"width": "Full"})
    for element in content["body"]:
        assert ELEMENTS[element["type"]] <= set(element)
    assert all(set(each) == {"type", "title", "url"} for each in content["actions"])
    return dict(content)


def test_an_alert_is_a_card_in_the_colour_of_its_severity(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(Reply(202, b""))
    payload = said(facts.told(links=(("alert", "https://example.org/a"),)))
    answer = teams("key", payload, TeamsTarget(receiver.url), client=client, now=NOW)
    assert (answer.kind, answer.status) == ("delivered", 202)
    title, changed, rest = (made := card(receiver.got[0].json))["body"]
    assert title["style"] == "attention"
    assert "flights-delay" in title["items"][0]["text"]
    assert changed["text"].startswith("**temp** moved up")
    assert rest["facts"][0]["title"] == "When"
    assert made["actions"] == [{"type": "Action.OpenUrl", "title": "alert", "url": "https://example.org/a"}]


@pytest.mark.parametrize(("severity", "style"), [("critical", "attention"), ("warning", "warning"), ("info", "accent")])
def test_each_severity_has_a_colour(severity: Any, style: str) -> None:
    made = card(channel.rendered(said(facts.told(episode=facts.firing("temp", severity=severity)))))
    assert made["body"][0]["style"] == style


def test_of_several_alerts_each_has_its_own_links_and_there_are_no_buttons() -> None:
    url = "https://example.org/a?(b)=c d"
    both = [facts.told(monitor=name, links=(("alert", f"{url}{name}"),)) for name in ("a", "b")]
    made = card(channel.rendered(said(*both)))
    links = [each["text"] for each in made["body"] if each.get("text", "").startswith("[")]
    assert sorted(links) == [f"[alert](https://example.org/a?%28b%29=c%20d{name})" for name in ("a", "b")]
    assert made["actions"] == []


def test_a_digest_has_each_section_once() -> None:
    (_, since, sections) = card(channel.rendered(digest.payload(FULL)))["body"]
    assert since["text"] == "Since 1 Mar 09:00 CET."
    names = ["Still open", "Over", "Changed by late rows", "Without data", "Silence ends", "Suggestion"]
    assert [fact["title"] for fact in sections["facts"]] == names
    assert sections["facts"][0]["value"].startswith("• [FIRING info] churn: inputs drifted, column 0\n\n• ")
    assert sections["facts"][1]["value"].startswith("[RESOLVED")


def test_what_is_over_is_good_and_what_else_fires_is_named() -> None:
    payload = said(facts.told())
    alerts = [{**payload["alerts"][0], "state": "resolved", "lines": []}]
    made = card(channel.rendered({**payload, "alerts": alerts, "open": [f"alert {i}" for i in range(12)]}))
    assert made["body"][0]["style"] == "good"
    assert made["body"][-1]["text"].splitlines()[0] == "Still firing:"
    assert made["body"][-1]["text"].splitlines()[-1] == "- and 2 more"


def test_nothing_in_data_is_taken_for_markdown() -> None:
    hostile = "<at>all</at> [click](https://evil) `x` _y_ **z"
    made = card(channel.rendered(said(facts.told(entity=hostile, changes=(hostile,)))))
    for text in (made["body"][0]["items"][0]["text"], made["body"][1]["text"]):
        assert "](" not in text
        assert "\\`x\\` \\_y\\_ \\*\\*z" in text


@given(st.integers(1, 30), st.integers(0, 30_000), st.integers(0, 40))
def test_a_card_is_at_most_28_kb(alerts: int, length: int, others: int) -> None:
    one = said(facts.told(changes=("é" * length,)))
    message = channel.rendered({**one, "alerts": list(one["alerts"]) * alerts, "open": ["<" * 150] * others})
    assert len(channel._encoded(message)) <= 28_000
    body = card(message)["body"]
    shown = sum(element["type"] == "Container" for element in body)
    left = [element["text"] for element in body if element.get("text", "").startswith("And ")]
    assert left == ([] if shown == alerts else [f"And {alerts - shown} more."])


@pytest.mark.parametrize(("status", "kind"), [(429, "retry"), (502, "retry"), (401, "credential"), (400, "dead")])
def test_the_answer_decides(client: httpx.Client, receiver: Receiver, status: int, kind: str) -> None:
    receiver.script(Reply(status, b"", {"retry-after": "9"}))
    answer = teams("key", said(facts.told()), TeamsTarget(receiver.url("/secret")), client=client, now=NOW)
    assert (answer.kind, answer.retry_after, "secret" in answer.text) == (kind, "9", False)


def test_an_address_that_is_not_there_stops_the_channel(client: httpx.Client) -> None:
    def missing() -> str:
        raise UsageError("env:TEAMS is not set.")

    with pytest.raises(UsageError, match=r"^env:TEAMS is not set\.$"):
        teams("key", said(facts.told()), TeamsTarget(missing), client=client, now=NOW)
