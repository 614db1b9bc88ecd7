"""Tests of `gnomon channels test`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.program import Gnomon
from tests.notify.receiver import Receiver
from tests.notify.smtp_server import HOST, smtp_server

from gnomon.jobs.telling import trying

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of the specification's example


@pytest.fixture
def config(tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    monkeypatch.delenv("GNOMON_CONFIG", raising=False)
    path = tmp_path / "gnomon.yaml"
    path.write_text(
        f"channels:\n  ops: {{kind: webhook, url: '{receiver.url('/hunter2')}', secret: env:HOOK_SECRET}}\n"
        "  file: {kind: log, path: alerts.jsonl}\n",
        "utf-8",
    )
    return path


def test_each_channel_gets_a_marked_message_and_its_end(gnomon: Gnomon, config: Path, receiver: Receiver) -> None:
    ran = gnomon("channels", "test")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[:3] for line in ran.out.splitlines()[1:]] == [["✓", "ops", "webhook"], ["✓", "file", "log"]]
    assert "200 ok" in ran.out and "hunter2" not in ran.out
    fires, ends = (got.json["data"] for got in receiver.got)
    assert (fires["state"], ends["state"]) == ("firing", "resolved")
    assert fires["title"].startswith("[TEST] [FIRING info] test-message") and ends["title"].startswith(
        "[TEST] [RESOLVED"
    )
    assert all(got.is_signed_with(SECRET) for got in receiver.got)
    assert Path("alerts.jsonl").read_text("utf-8").count("[TEST]") == 2
    gnomon("channels", "test", "ops")
    assert len(receiver.ids) == 4  # a test is no repetition of the one before


def test_one_that_fails_says_how_to_mend_it(
    gnomon: Gnomon, config: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.script(404)
    ran = gnomon("channels", "test", "ops")
    assert (ran.code, ran.err) == (1, "ops: Nothing is at this address: correct channels.ops.url.\n")
    assert "✗ ops" in ran.out
    monkeypatch.delenv("HOOK_SECRET")
    (record,) = gnomon("channels", "test", "ops", "--json").document()
    assert (record["delivered"], record["class"], record["status"]) == (False, "credential", None)
    assert record["mend"] == "Mend that in channels.ops."


def test_a_log_on_the_screen_is_no_part_of_the_document(gnomon: Gnomon, config: Path) -> None:
    config.write_text("channels: {out: {kind: log}}", "utf-8")
    ran = gnomon("channels", "test", "--json")
    assert [one["channel"] for one in ran.document()] == ["out"]
    assert ran.err.count("[TEST]") == 2


def test_a_strict_operator_keeps_messages_on_the_public_internet(gnomon: Gnomon, config: Path) -> None:
    config.write_text(f"{config.read_text('utf-8')}egress: {{strict: true}}\n", "utf-8")
    ran = gnomon("channels", "test", "ops")
    assert (ran.code, "it is not https://" in ran.out) == (1, True)


def test_a_name_without_a_channel_lists_those_there_are(gnomon: Gnomon, config: Path) -> None:
    assert gnomon("channels", "test", "op").refusal().endswith("There are ops, file.")
    config.write_text("instance: prod", "utf-8")
    assert "there are no channels" in gnomon("channels", "test").refusal()


def test_a_message_without_its_picture_says_why(gnomon: Gnomon, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "PATIENCE_S", 0.001)
    with smtp_server() as inbox:
        mail = f"{{kind: mail, host: {HOST}, port: {inbox.port}, tls: off, from: a@b.example, to: c@d.example}}"
        config.write_text(f"channels: {{ml: {mail}}}", "utf-8")
        ran = gnomon("channels", "test")
    assert ran.code == 0
    assert ran.err.startswith("ml: the message has no picture: ")
