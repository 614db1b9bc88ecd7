from __future__ import annotations

from datetime import datetime
from importlib.metadata import EntryPoint
from pathlib import Path

import httpx
import pytest

from gnomon.errors import UsageError
from gnomon.notify import registry
from gnomon.notify.answers import DELIVERED, Answer
from gnomon.notify.payload import Payload


@registry.channel(target=str, grouping="entity")
def carrier_pigeon(
    key: str, payload: Payload, target: str, /, *, client: httpx.Client, now: datetime, thread: str | None = None
) -> Answer:
    return DELIVERED


@registry.channel(target=str, grouping="entity")
def slack(
    key: str, payload: Payload, target: str, /, *, client: httpx.Client, now: datetime, thread: str | None = None
) -> Answer:
    return DELIVERED


nothing = object()


def install(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    entry = EntryPoint(name, f"{__name__}:{name}", registry.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda self: globals()[self.name])
    monkeypatch.setattr(registry, "entry_points", lambda group: [entry] if group == registry.GROUP else [])
    registry.channels.cache_clear()


@pytest.fixture(autouse=True)
def _forget() -> object:
    yield
    registry.channels.cache_clear()


def test_ours_are_found_by_walking_the_folder() -> None:
    assert {name: kind.grouping for name, kind in registry.channels().items()} == {
        "alertmanager": "episode",
        "apprise": "entity",
        "log": "episode",
        "mail": "episode",
        "pagerduty": "episode",
        "slack": "entity",
        "slack_bot": "entity",
        "teams": "entity",
        "webhook": "episode",
    }
    assert [registry.find(name).max_age.total_seconds() / 3600 for name in ("slack", "webhook")] == [24, 72]


def test_those_who_can_show_a_picture_say_so() -> None:
    assert [name for name, kind in registry.channels().items() if kind.pictures] == ["mail", "slack_bot"]


def test_another_package_adds_one(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "carrier_pigeon")
    assert registry.find("carrier_pigeon").send is carrier_pigeon
    assert registry.find("carrier_pigeon").manner(send_resolved=False).send_resolved is False


def test_a_name_means_one_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "slack")
    with pytest.raises(UsageError, match="two channels are named 'slack'"):
        registry.channels()


def test_what_is_no_channel_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "nothing")
    with pytest.raises(UsageError, match="is no channel"):
        registry.channels()


def test_a_name_without_a_channel_lists_those_there_are() -> None:
    with pytest.raises(UsageError, match="no kind of channel"):
        registry.find("telegraph")


def test_every_channel_is_on_the_page_of_alerts() -> None:
    page = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text("utf-8")
    assert [name for name in registry.channels() if f"| `{name}` |" not in page] == []
