"""Secrets that are there and cannot be right are said when a configuration is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from gnomon.config.read import settings_of
from gnomon.config.wrong_secrets import wrong_secrets

HOOK = "channels: {ops: {kind: webhook, url: 'https://example.org/x', secret: [env:NEW, file:old]}}"
SLACK = "channels: {ml: {kind: slack, url: env:PLACE}}"
RIGHT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def _said(text: str, folder: Path) -> list[str]:
    return [str(each) for each in wrong_secrets(settings_of(text, folder=folder).channels)]


@pytest.mark.parametrize(("value", "count"), [(RIGHT, 0), (None, 0), (" ", 0), ("hunter2", 1), ("whsec_aGk=", 1)])
def test_a_secret_of_a_webhook_that_is_none_is_said_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None, count: int
) -> None:
    monkeypatch.delenv("NEW", raising=False)
    if value is not None:
        monkeypatch.setenv("NEW", value)
    found = _said(HOOK, tmp_path)
    assert len(found) == count
    assert not count or found[0].startswith("channels.ops.secret: env:NEW: the secret of a webhook is not whsec_ and")
    assert "hunter2" not in str(found)
    (tmp_path / "old").write_text("hunter2", "utf-8")
    assert len(_said(HOOK, tmp_path)) == count + 1


@pytest.mark.parametrize(("value", "count"), [("https://hooks.slack.com/services/T/B/x", 0), ("hunter2", 1)])
def test_an_address_that_is_none_is_said_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, count: int
) -> None:
    monkeypatch.setenv("PLACE", value)
    said = "channels.ml.url: env:PLACE: what it holds is no address. Write https://…."
    assert _said(SLACK, tmp_path) == [said] * count
