from __future__ import annotations

import base64
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from tests.notify import facts

from gnomon.charts.theme import TOKENS
from gnomon.notify import group, mail_form
from gnomon.notify.payload import Payload
from gnomon.notify.registry import find

NOW = facts.START + timedelta(days=2)
PNG = b"\x89PNG picture"


def said(**told: Any) -> Payload:
    (flush,) = group.flush([facts.told(**told)], "mail", find("mail").manner(), {}, now=NOW)
    assert flush.row is not None
    return flush.row.payload


def pictured(of: Payload) -> Payload:
    src = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    return {**of, "alerts": [{**of["alerts"][0], "picture": {"src": src, "alt": 'temp, "then" & now'}}]}


def made(of: Payload) -> EmailMessage:
    """The mail as a client reads it from the wire."""
    wired = mail_form.mail("k" * 64, of, "gnomon <gnomon@example.org>", ["a@example.org"], NOW).as_bytes()
    assert b"\r\n" in wired
    found = message_from_bytes(wired, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_it_has_the_colours_of_both_schemes() -> None:
    html = part(made(said()), "html")
    assert TOKENS["light"]["insufficient"] in html
    assert TOKENS["dark"]["insufficient"] in html.partition("prefers-color-scheme: dark")[2].partition("</style>")[0]


def test_each_column_has_a_line_of_its_own() -> None:
    alert = said()["alerts"][0]
    lines = [{"name": "what changed", "text": "*temp* moved.\n*dewp* moved."}]
    mail = made({**said(), "alerts": [{**alert, "lines": lines}]})
    assert "<b>temp</b> moved.<br><b>dewp</b> moved." in part(mail, "html")
    assert "temp moved.\r\ndewp moved." in part(mail, "plain")


def test_it_is_text_and_html_with_the_picture_inside() -> None:
    mail = made(pictured(said()))
    shape = [each.get_content_type() for each in mail.walk()]
    assert shape == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]
    *_, image = mail.walk()
    assert isinstance(image, EmailMessage)
    assert image.get_content() == PNG
    name = image["content-id"].strip("<>")
    assert f'src="cid:{name}"' in part(mail, "html")
    assert 'alt="temp, &#34;then&#34; &amp; now"' in part(mail, "html")


def test_its_headers_are_those_of_a_machine_and_of_one_thread() -> None:
    mail = made(said())
    (alert,) = said()["alerts"]
    thread = f"<alert-{alert['alert_id']}-1@example.org>"
    assert mail["message-id"] == f"<{'k' * 32}@example.org>"
    assert (mail["in-reply-to"], mail["references"]) == (thread, thread)
    assert mail["list-id"] == "<flights-delay.alerts.example.org>"
    assert (mail["auto-submitted"], mail["x-gnomon-state"], mail["x-gnomon-severity"]) == (
        "auto-generated",
        "firing",
        "high",
    )


def test_the_text_says_it_all_without_stars() -> None:
    said_ = {**said(links=(("alert", "https://example.org/a"),)), "open": ["[FIRING high] quality"]}
    text = part(made(said_), "plain")
    assert text.splitlines()[0].startswith("[FIRING high] flights-delay: inputs drifted")
    assert "temp moved up by 0.31 sd" in text
    assert "alert: https://example.org/a" in text
    assert "Still firing:\n[FIRING high] quality" in text.replace("\r\n", "\n")


def test_nothing_in_data_is_markup() -> None:
    hostile = "<script>alert(1)</script> *<b>x</b>* & co"
    links = (("go", "javascript:alert(1)"), ("page", "https://example.org/?a=1&b=2"))
    html = part(made({**said(changes=(hostile,), links=links), "open": ["<i>"]}), "html")
    assert "<script>" not in html and "<i>" not in html and "javascript:" not in html
    assert "<b>&lt;b&gt;x&lt;/b&gt;</b> &amp; co" in html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html


def test_a_mail_without_lines_is_its_title() -> None:
    of = said()
    html = part(made({**of, "alerts": [{**of["alerts"][0], "lines": [], "title": "just words"}]}), "html")
    assert "just words" in html


def test_a_test_is_marked_where_it_is_seen_first() -> None:
    of = said()
    alert = {**of["alerts"][0], "title": f"[TEST] {of['alerts'][0]['title']}"}
    mail = made({**of, "alerts": [alert]})
    assert mail["subject"] == "[gnomon] [TEST] flights-delay: inputs drifted"
    assert "[TEST] FIRING high" in part(mail, "html")


@pytest.mark.parametrize("text", ["nobody", "", "a b@c d", "@example.org", "a@", "a@b\r\nBcc: x@y", "a@b, c@d"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert mail_form.address(text) == ""
