"""Tests of channels."""

from __future__ import annotations

from pathlib import Path

import pytest

from gnomon.config.channel import Channel
from gnomon.config.read import settings_of
from gnomon.errors import UsageError


def test_a_webhook_may_stand_as_it_is_and_is_never_shown() -> None:
    channel = Channel(kind="webhook", url="https://hooks.example.com/T0/hunter2")
    assert "hunter2" not in repr(channel) + channel.model_dump_json() + str(channel)
    assert channel.address is not None
    assert channel.address.read() == "https://hooks.example.com/T0/hunter2"


def test_a_webhook_signs_with_two_secrets_while_they_change() -> None:
    channel = Channel(kind="webhook", url="https://example.com", secret=["env:NEW", "env:OLD"])
    assert [str(each) for each in channel.secrets] == ["env:NEW", "env:OLD"]


def test_files_of_secrets_are_relative_to_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "hook").write_text("https://example.com/x\n", "utf-8")
    channel = settings_of("channels: {ml: {kind: slack, url: 'file:hook'}}", folder=tmp_path).channels["ml"]
    assert channel.address is not None
    assert channel.address.read() == "https://example.com/x"


@pytest.mark.parametrize("kind", ["webhook", "slack", "teams"])
def test_who_sends_needs_an_address(kind: str) -> None:
    with pytest.raises(UsageError, match="Channel: url: is missing"):
        Channel(kind=kind)  # type: ignore[arg-type]  # as from Python without types


def test_a_log_has_no_address() -> None:
    with pytest.raises(UsageError, match="a log channel has no url"):
        Channel(kind="log", url="https://example.com")
    assert Channel(kind="log").address is None


def test_a_mail_channel_in_python_is_that_of_the_file() -> None:
    made = Channel(kind="mail", host="h", from_="a@b.org", to="c@d.org")  # type: ignore[arg-type]  # one stands for a list
    read = settings_of("channels: {post: {kind: mail, host: h, from: a@b.org, to: c@d.org}}").channels["post"]
    assert (made.from_, made.to, made.tls) == (read.from_, read.to, read.tls) == ("a@b.org", ("c@d.org",), None)
    assert '"from":"a@b.org"' in made.model_dump_json(by_alias=True)
