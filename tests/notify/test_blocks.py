from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.notify import facts
from tests.notify.test_digest import FULL

from gnomon.notify import blocks, digest, group
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


def test_several_alerts_share_a_message() -> None:
    message = blocks.rendered(said(facts.told(monitor="a"), facts.told(monitor="b")))
    assert message["text"].startswith("2 firing: [FIRING high]")
    assert sum(text.startswith("*[FIRING high]") for text in texts(message)) == 2


def test_what_else_fires_is_named() -> None:
    payload = {**said(facts.told()), "open": [f"alert {i}" for i in range(12)]}
    assert texts(blocks.rendered(payload))[-1].splitlines()[0] == "Still firing:"
    assert texts(blocks.rendered(payload))[-1].splitlines()[-1] == "and 2 more"


HOSTILE = "<!here> <@U1> @channel @Everyone <https://evil|click> &amp; `x`"


def test_nothing_in_data_calls_anybody_or_makes_a_link() -> None:
    changes, links = (HOSTILE,), ((HOSTILE, "https://x|y>z<"),)
    message = blocks.rendered(said(facts.told(entity=HOSTILE, what=HOSTILE, changes=changes, links=links)))
    for text in [message["text"], *texts(message)]:
        own = text.replace("<https://x%7Cy%3Ez%3C|", "").removesuffix(">")
        assert "<" not in own and ">" not in own
        assert "@channel" not in text and "@Everyone" not in text


@given(st.integers(1, 70), st.integers(0, 5000), st.integers(0, 40))
def test_slacks_limits_hold(alerts: int, length: int, others: int) -> None:
    one = said(facts.told(changes=("&" * length,) * 5, links=(("alert", "https://example.org"),)))
    many = {**one, "alerts": list(one["alerts"]) * alerts, "open": ["<" * 150] * others}
    message = blocks.rendered(many)
    assert len(message["blocks"]) <= 50
    assert len(texts(message)[0]) <= 150
    assert max(map(len, texts(message))) <= 3000
    assert sum(map(len, texts(message))) <= 13_000
    told = sum(text.startswith("*[FIRING") for text in texts(message))
    left = [text for text in texts(message) if text.startswith("And ")]
    assert alerts in (1, told) or left == [f"And {alerts - told} more."]


def test_of_several_alerts_the_header_names_the_entity_and_each_its_own_title() -> None:
    message = blocks.rendered(said(facts.told(monitor="a"), facts.told(monitor="b")))
    assert texts(message)[0] == "2 firing: flights-delay"
    marked = blocks.rendered(said(facts.told(monitor="a"), facts.told(monitor="b")), f"! {message['text']}")
    assert texts(marked)[0] == "! 2 firing: flights-delay"
    assert texts(blocks.rendered(said(facts.told())))[0].startswith("[FIRING high] flights-delay: ")


def test_a_digest_has_each_section_beneath_its_name() -> None:
    _, since, still, *rest = texts(blocks.rendered(digest.payload(FULL)))
    assert since == "Since 1 Mar 09:00 CET."
    assert still.splitlines()[:2] == ["*Still open*", "• [FIRING info] churn: inputs drifted, column 0"]
    assert still.splitlines()[-1] == "• And 2 more."
    names = ["*Over*", "*Changed by late rows*", "*Without data*", "*Silence ends*", "*Suggestion*"]
    assert [text.splitlines()[0] for text in rest] == names


def test_a_long_digest_keeps_to_slacks_limits_with_all_its_sections() -> None:
    lines = ["<" * 400] * 10
    long = replace(FULL, open=lines, ended=lines, changed=lines, unseen=lines, silences=lines, suggestions=lines)
    message = blocks.rendered(digest.payload(long))
    assert len(texts(message)) == 8
    assert max(map(len, texts(message))) <= 3000
    assert sum(map(len, texts(message))) <= 13_000


def test_what_is_over_says_so() -> None:
    told = replace(facts.told(), kind="resolved", episode=facts.over(facts.firing("temp")))
    alerts = [{**said(facts.told())["alerts"][0], "state": "resolved", "title": title} for title in ("a", "b")]
    message = blocks.rendered({**said(facts.told()), "alerts": alerts})
    assert told.is_over
    assert message["text"] == "2 resolved: a"
