"""The process that serves: where it listens, whom it lets in, and how it ends."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import pytest
from tests.server.process import event, serving

from gnomon.config.server import Server
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs import clock
from gnomon.log.table import snapshot
from gnomon.server import serve
from gnomon.store import inbox as inboxes
from gnomon.store.open import open_inbox

YAML = "entities:\n  flights:\n    source: {live: true}\n    score: score\n    prediction: prediction\n"
EVENTS = "/api/v1/entities/flights/events"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gnomon.yaml").write_text(YAML, "utf-8")
    return tmp_path


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_takes_batches_until_it_is_told_to_stop(folder: Path, how: int) -> None:
    with serving(folder, "--no-scheduler") as server:
        assert server.client.get("/readyz").status_code == 200
        assert server.client.post(EVENTS, json={"batch_id": "b", "events": [event("a")]}).status_code == 202
        assert server.end(how) == (0 if how == signal.SIGTERM else 130)
    with open_inbox(f"sqlite:///{folder}/gnomon.db") as inbox, inbox.reading() as tx:
        assert [one.batch_id for one in inboxes.take(tx, "flights", "events", 0, 100, 100)] == ["b"]


def test_what_was_acknowledged_survives_a_kill(folder: Path) -> None:
    with serving(folder, "--no-scheduler") as server:
        server.client.post(EVENTS, json={"batch_id": "b", "events": [event("a")]})
        server.end(signal.SIGKILL)
    with serving(folder, "--no-scheduler") as server:
        again = server.client.post(EVENTS, json={"batch_id": "b", "events": [event("a")]})
        assert again.json()["repeated"]


def test_another_host_takes_who_shows_the_token(folder: Path) -> None:
    (folder / "gnomon.yaml").write_text(f"server: {{host: 0.0.0.0, token: env:GNOMON_TOKEN}}\n{YAML}", "utf-8")
    with serving(folder, "--no-scheduler", GNOMON_TOKEN="s3cret") as server:  # noqa: S106 - of this test
        body = {"batch_id": "b", "events": [event("a")]}
        assert server.client.post(EVENTS, json=body).status_code == 401
        told = server.client.post(EVENTS, json=body, headers={"authorization": "Bearer s3cret"})
        assert told.status_code == 202


def test_a_host_that_is_reached_from_elsewhere_needs_a_token() -> None:
    with pytest.raises(UsageError, match=r"Write server: \{host: 0.0.0.0, token: env:GNOMON_TOKEN\}"):
        serve.place(Settings(), "0.0.0.0", None)  # noqa: S104 - it is refused
    assert serve.place(Settings(), None, None) == Server()
    found = serve.place(Settings(server=Server(token="env:T")), "10.0.0.1", 0)  # type: ignore[arg-type]  # noqa: S106
    assert (found.host, found.port) == ("10.0.0.1", 0)


def test_a_port_that_cannot_be_had_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        at = Server(port=taken.getsockname()[1])
        with pytest.raises(UsageError, match="cannot be had"):
            serve.serve(Settings(store=f"sqlite:///{tmp_path}/gnomon.db"), at, clock=clock.wall, listening=print)


def test_a_token_that_is_not_where_it_should_be_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GNOMON_TOKEN", raising=False)
    at = Server(token="env:GNOMON_TOKEN")  # type: ignore[arg-type]  # noqa: S106 - a place
    with pytest.raises(UsageError, match="GNOMON_TOKEN is not set"):
        serve.serve(Settings(), at, clock=clock.wall, listening=print)


def test_it_does_what_is_due_as_well(folder: Path) -> None:
    with serving(folder) as server:
        server.client.post(EVENTS, json={"batch_id": "b", "events": [event("a", x=1)]})
        assert server.process.stderr is not None
        assert any('"drained"' in line for line in server.process.stderr)  # one of its next lines
        assert server.end() == 0
    assert [day.rows for day in snapshot(str(folder / "gnomon-log" / "flights" / "events")).days.values()] == [1]
