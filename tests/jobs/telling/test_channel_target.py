"""Tests of what a channel of the configuration is to its sender."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from tests.config.examples import RIGHT

from gnomon.config.channel import KEYS, Channel
from gnomon.config.read import settings_of
from gnomon.jobs.telling.channel_target import target
from gnomon.notify import registry, secret
from gnomon.notify.channels.mail import MailTarget
from gnomon.notify.channels.pagerduty import EVENTS, PagerDutyTarget
from gnomon.notify.channels.slack_bot import API, SlackBotTarget

CHANNELS = settings_of(RIGHT["all that a monitor can say"]).channels


def test_every_kind_that_is_registered_can_be_configured_and_has_its_own_target() -> None:
    assert set(KEYS) == set(registry.channels())
    assert {channel.kind for channel in CHANNELS.values()} | {"slack"} == set(KEYS)
    for channel in CHANNELS.values():
        assert type(target(channel, "here")) is registry.find(channel.kind).target


def test_secrets_are_read_when_they_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found: Any = target(CHANNELS["bot"], "here")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert secret.read(found.token) == "xoxb-1"
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-2")
    assert secret.read(found.token) == "xoxb-2"


def test_what_is_not_said_is_the_usual() -> None:
    bot = target(CHANNELS["bot"], "here")
    assert isinstance(bot, SlackBotTarget)
    assert (bot.url, bot.channel) == (API, "#ml")
    page = target(Channel(kind="pagerduty", routing_key="env:KEY"), "here")
    assert isinstance(page, PagerDutyTarget)
    assert (page.url, page.instance) == (EVENTS, "here")
    post = target(Channel(kind="mail", host="h", from_="a@b.org", to=("c@d.org",)), "here")
    assert post == MailTarget("h", "a@b.org", ("c@d.org",))


def test_no_target_shows_its_secrets() -> None:
    shown = {field.name for each in registry.channels().values() for field in fields(each.target) if field.repr}
    assert shown & {"token", "password", "routing_key"} == set()
