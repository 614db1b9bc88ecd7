"""The scheduler beside the server: a process that ends with it, and comes again when it dies by itself."""

from __future__ import annotations

import json
import multiprocessing
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from tests.jobs.live.senders import NOW
from tests.server.process import event, serving

from gnomon.config.read import read_settings
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs import clock
from gnomon.jobs.lease import TTL, of_process
from gnomon.jobs.live.accept import accept
from gnomon.jobs.steps import Step
from gnomon.server import scheduling
from gnomon.store import inbox, leases
from gnomon.store.open import open_inbox, open_store

PATIENCE_S = 60
YAML = """
store: sqlite:///{folder}/gnomon.db
log: {folder}/log
entities:
  flights:
    source: {{live: true}}
    score: score
    prediction: prediction
"""


@pytest.fixture
def configured(tmp_path: Path) -> Settings:
    (tmp_path / "gnomon.yaml").write_text(YAML.format(folder=tmp_path), "utf-8")
    return read_settings(tmp_path / "gnomon.yaml")


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Connection, Connection]]:
    """What is heard of the steps, and by which it is said."""
    monkeypatch.setattr(scheduling, "PAUSE", timedelta(0))
    heard, said = multiprocessing.Pipe(duplex=False)
    with heard, said:
        yield heard, said


def tell(line: Connection, step: Step, of: str, facts: dict[str, object]) -> None:
    """A listener that another process can call."""
    line.send((step, of, facts))


def _heard(line: Connection) -> tuple[Step, str, dict[str, object]]:
    assert line.poll(PATIENCE_S)
    found: tuple[Step, str, dict[str, object]] = line.recv()
    return found


def _worker() -> BaseProcess:
    """The process of the scheduler, once it is there."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        for one in multiprocessing.active_children():
            if one.name == "gnomon-scheduler":
                return one
    raise AssertionError("there is no scheduler")


def _sent(settings: Settings, name: str) -> None:
    body = json.dumps({"batch_id": name, "events": [event(name, x=1)]}).encode()
    with open_inbox(settings.address) as opened, opened.transaction() as tx:
        inbox.put(tx, [accept(settings.entities["flights"], "events", "json", body, NOW)])


def test_a_scheduler_that_dies_is_said_and_comes_again(
    configured: Settings, line: tuple[Connection, Connection]
) -> None:
    heard, said = line
    with scheduling.scheduling(configured, partial(tell, said)):
        worker = _worker()
        with open_store(configured.address) as store, store.transaction() as tx:
            leases.take(tx, "entity/flights", f"{of_process(worker.pid or 0)}abc", clock.wall(), TTL)
        _sent(configured, "a")
        worker.kill()
        error = "its process ended with -9; it is started again."
        assert _heard(heard) == ("failed", "scheduler", {"error": error})
        assert _heard(heard) == ("drained", "flights", {"rows": 1})  # what the dead one held keeps nobody away
    assert not worker.is_alive()


def test_a_store_that_is_away_is_said_and_tried_again(
    configured: Settings, line: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard, said = line
    monkeypatch.setattr(scheduling, "open_store", lambda _: open_store(f"sqlite:///{tmp_path}/other.db"))
    Path(tmp_path / "gnomon.db").write_text("no database, whatever its name says", "utf-8")
    with scheduling.scheduling(configured, partial(tell, said)):
        for _ in range(2):
            assert "is no SQLite database" in str(_heard(heard)[2]["error"])
            assert "its process ended with 1" in str(_heard(heard)[2]["error"])


def test_a_store_that_is_none_keeps_it_from_beginning(configured: Settings, tmp_path: Path) -> None:
    Path(tmp_path / "gnomon.db").write_text("no database, whatever its name says", "utf-8")
    with pytest.raises(UsageError, match="is no SQLite database"), scheduling.scheduling(configured, print):
        pass


def test_it_ends_with_a_server_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "gnomon.yaml").write_text(YAML.format(folder=tmp_path), "utf-8")
    with serving(tmp_path) as server:
        body = {"batch_id": "b", "events": [event("a", x=1)]}
        assert server.client.post("/api/v1/entities/flights/events", json=body).status_code == 202
        assert server.process.stderr is not None
        assert any('"drained"' in said for said in server.process.stderr)
        server.end(signal.SIGKILL)
        server.process.stderr.read()  # ends when no process is left that could write to it
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store, store.reading() as tx:
        assert leases.holder(tx, "entity/flights", clock.wall()) is None
