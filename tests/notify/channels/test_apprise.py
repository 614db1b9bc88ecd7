from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

import pytest
from tests.notify import facts
from tests.notify.receiver import Receiver, Reply

from gnomon.errors import UsageError
from gnomon.notify import group, post
from gnomon.notify.answers import Answer
from gnomon.notify.channels.apprise import AppriseTarget, apprise, rendered
from gnomon.notify.payload import Payload
from gnomon.notify.registry import find

# The library asks for a module that leaves Python with 3.13, where it brings its own.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NOW = facts.START + timedelta(days=2)


def said(**told: Any) -> Payload:
    (flush,) = group.flush([facts.told(**told)], "ml", find("apprise").manner(), {}, now=NOW)
    assert flush.row is not None
    return flush.row.payload


def send(of: Payload, *urls: Any) -> Answer:
    with post.client(5) as client:
        return apprise("key", of, AppriseTarget(urls), client=client, now=NOW)


def test_a_service_gets_title_text_and_type() -> None:
    with Receiver() as receiver:
        assert send(said(), receiver.url("/").replace("http:", "json:")).kind == "delivered"
        over = {**said(), "alerts": [{**said()["alerts"][0], "state": "resolved"}]}
        assert send(over, receiver.url("/").replace("http:", "json:")).kind == "delivered"
        first, end = (got.json for got in receiver.got)
    assert first["title"].startswith("[FIRING high] flights-delay")
    assert first["message"].startswith("temp moved up by 0.31 sd")
    assert (first["type"], end["type"]) == ("failure", "success")


def test_what_else_there_is_is_named_by_title() -> None:
    of = said(links=(("alert", "https://example.org"),))
    title, text = rendered({**of, "alerts": [*of["alerts"], {**of["alerts"][0], "title": "second"}], "open": ["third"]})
    assert title.startswith("[FIRING high]")
    assert text.splitlines()[-4:] == ["alert: https://example.org", "second", "Still firing:", "third"]


def test_a_service_that_refuses_is_tried_again() -> None:
    with Receiver([500]) as receiver:
        assert send(said(), receiver.url("/").replace("http:", "json:")).kind == "retry"


def test_a_service_that_drips_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[apprise.__module__], "TIMEOUT_S", 0.3)
    with Receiver([Reply(how="trickle")]) as receiver:
        answer = send(said(), receiver.url("/").replace("http:", "json:"))
    assert (answer.kind, answer.text) == ("retry", "the services of Apprise gave no answer in time")


def test_addresses_that_cannot_be_used_stop_the_channel(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def missing() -> str:
        raise UsageError("env:APPRISE_URL is not set.")

    assert send(said(), "hunter2://x").kind == "credential"
    assert "hunter2" not in send(said(), "hunter2://x").text
    assert "hunter2" not in caplog.text + "".join(capfd.readouterr())
    with pytest.raises(UsageError, match=r"^env:APPRISE_URL is not set\.$"):
        send(said(), missing)


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert send(said(), "json://localhost").text.endswith("pip install 'gnomon[apprise]'.")
