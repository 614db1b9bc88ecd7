"""Tests of trying the channels, each kind against a real receiver."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.notify.outbox import Clock
from tests.notify.slack_api import TOKEN, SlackApi
from tests.notify.smtp_server import HOST, smtp_server

from gnomon.jobs.telling import trying
from gnomon.jobs.telling.trying import Tried
from gnomon.notify import picture, post
from gnomon.notify.channels.mail import MailTarget
from gnomon.notify.channels.pagerduty import event
from gnomon.notify.channels.slack_bot import SlackBotTarget
from gnomon.notify.deliver import Bound
from gnomon.notify.registry import find

SLOW_S = 60  # of a machine that has much else to do
NOW = datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "PATIENCE_S", SLOW_S)


def tried(kind: str, target: Any) -> Tried:
    seconds = iter((1.0, 3.5))
    with post.client(5) as client:
        (one,) = trying.try_out(
            {"ml": Bound(find(kind), target)}, clock=Clock(NOW), timer=lambda: next(seconds), client=client
        )
    return one


def test_a_slack_bot_shows_a_message_with_its_end_in_the_thread() -> None:
    with SlackApi() as api:
        one = tried("slack_bot", SlackBotTarget(TOKEN, "#ml", api.url("/api")))
        (message,) = api.messages_by_ts.values()
    assert (one.is_right, one.took_s, one.mend) == (True, 2.5, "")
    assert message.text.startswith("🟢 [TEST] [RESOLVED")
    assert len(message.replies) == 1


def test_a_slack_channel_that_is_not_there_says_how_to_mend_it() -> None:
    with SlackApi() as api:
        one = tried("slack_bot", SlackBotTarget(TOKEN, "#nowhere", api.url("/api")))
    assert one.mend == "Correct channels.ml.channel, and invite the bot to it where it is private."


def test_two_mails_in_one_thread() -> None:
    with smtp_server() as inbox:
        one = tried("mail", MailTarget(HOST, "gnomon@example.org", ("a@example.org",), "off", inbox.port))
    (_, first), (_, end) = inbox.mails
    assert (one.is_right, first["subject"]) == (True, end["subject"])
    assert first["subject"].startswith("[gnomon] [TEST] test-message")
    assert end["in-reply-to"] == first["message-id"]


def test_where_a_channel_takes_pictures_one_sees_what_an_alert_will_look_like() -> None:
    with smtp_server() as inbox:
        one = tried("mail", MailTarget(HOST, "gnomon@example.org", ("a@example.org",), "off", inbox.port))
    (_, first), (_, end) = inbox.mails
    (shown,) = [part for part in first.walk() if part.get_content_type() == "image/png"]
    data = shown.get_payload(decode=True)
    assert isinstance(data, bytes)
    assert picture.size(data) == (picture.WIDTH, picture.HEIGHT)
    assert not [part for part in end.walk() if part.get_content_type() == "image/png"]
    assert one.no_picture == ""


def test_a_picture_that_cannot_be_drawn_is_said_and_the_message_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "PATIENCE_S", 0.001)
    with SlackApi() as api:
        one = tried("slack_bot", SlackBotTarget(TOKEN, "#ml", api.url("/api")))
    assert (one.is_right, one.mend) == (True, "")
    assert "could not be drawn in 0.001 s" in one.no_picture
    monkeypatch.setattr(picture, "drawn", _broken)
    with SlackApi() as api:
        assert tried("slack_bot", SlackBotTarget(TOKEN, "#ml", api.url("/api"))).no_picture == "ZeroDivisionError"


def _broken(*_: object) -> None:
    raise ZeroDivisionError


def test_what_it_opens_it_closes() -> None:
    fires, ends = (event(each, "prod") for each in trying.messages(NOW))
    assert (fires["event_action"], ends["event_action"]) == ("trigger", "resolve")
    assert fires["dedup_key"] == ends["dedup_key"]
    assert fires["payload"]["severity"] == "info"
