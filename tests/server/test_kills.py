"""Server and scheduler are killed under load: what was acknowledged is in the log once and in the profiles once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import httpx
import numpy as np
import pytest
from tests.server import mortal
from tests.server.process import Serving, event, serving

from gnomon.config.read import read_settings
from gnomon.config.source import IN_LOG
from gnomon.jobs import clock, run
from gnomon.log import rows as log_rows
from gnomon.log.table import snapshot
from gnomon.store import samples
from gnomon.store.open import open_store

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.server.mortal"])

YAML = """
store: {store}
log: {log}
entities:
  flights:
    source: {{live: true}}
    targets: {{live: true, id: event_id, timestamp: ts, target: label}}
    score: score
    prediction: prediction
"""
LEASE = 1  # minutes after which the lease of a killed scheduler has run out
ROWS = 20
DAYS = ("2013-01-01", "2013-01-02", "2013-01-03")


class Sender:
    """Sends batches, again until they are answered, and keeps a ledger of what was acknowledged."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.ledger = {"events": set[str](), "targets": set[str]()}
        self.waiting: tuple[str, dict[str, object]] | None = None
        self.sent = 0

    def send(self, client: httpx.Client, batches: int) -> None:
        """Send so many batches; one that the server did not live to answer waits for the next server."""
        for _ in range(batches):
            door, body = self.waiting or self._next()
            self.waiting = door, body
            try:
                told = client.post(f"/api/v1/entities/flights/{door}", json=body)
            except httpx.TransportError:
                return
            assert told.status_code == 202, told.text
            self.ledger[door] |= {row["event_id"] for row in body[door]}  # type: ignore[attr-defined]  # a list of rows
            self.waiting = None

    def end(self, client: httpx.Client) -> None:
        """Send what still waits, and targets to the last events."""
        while self.waiting is not None or self.sent % 3:
            self.send(client, 1)

    def _next(self) -> tuple[str, dict[str, object]]:
        self.sent += 1
        names = [f"{self.sent}-{n}" for n in range(ROWS)]
        if self.sent % 3 == 0:  # of the events of the batch before
            names = [f"{self.sent - 1}-{n}" for n in range(ROWS)]
            found = [{"event_id": name, "target": int(self.rng.integers(2)), "ts": "2013-01-05"} for name in names]
            return "targets", {"batch_id": f"t{self.sent}", "targets": found}
        days = self.rng.choice(DAYS, ROWS).tolist()
        found = [
            event(name, f"{day}T06:00:00Z", x=float(n)) for n, (name, day) in enumerate(zip(names, days, strict=True))
        ]
        return "events", {"batch_id": f"b{self.sent}", "events": found}


def _scheduler(config: Path, minutes: float) -> ForkServerProcess:
    process = PROCESSES.Process(target=mortal.keep_running, args=(str(config), minutes))
    process.start()
    return process


def _killed(process: ForkServerProcess) -> None:
    process.kill()
    process.join(60)


def _family(process: int) -> list[int]:
    """A process and those that it began, as Linux lists them."""
    found = [process]
    with suppress(OSError):  # it may end meanwhile
        for listed in Path(f"/proc/{process}/task").glob("*/children"):
            found += [one for child in listed.read_text("utf-8").split() for one in _family(int(child))]
    return found


def _lived_apart(folder: Path, sender: Sender, kills: int) -> float:
    """Send while a server and a scheduler apart from it are killed at random; how many minutes later it is."""
    config, rng, minutes = folder / "gnomon.yaml", sender.rng, 0.0
    with ExitStack() as servers:
        server: Serving = servers.enter_context(serving(folder, "--no-scheduler"))
        worker = _scheduler(config, minutes)
        for _ in range(kills):
            sender.send(server.client, int(rng.integers(3, 40)))
            victims = ("server", "scheduler", "both")[int(rng.integers(3))]
            minutes += LEASE
            if victims != "server":
                _killed(worker)
                worker = _scheduler(config, minutes)
            if victims != "scheduler":
                server.process.send_signal(signal.SIGKILL)
                sender.send(server.client, 1)  # to one that dies
                server = servers.enter_context(serving(folder, "--no-scheduler"))
        sender.end(server.client)
        _killed(worker)
    return minutes + LEASE


def _lived_together(folder: Path, sender: Sender, kills: int) -> float:
    """Send while `gnomon serve`, which has a scheduler, is killed at random, whole or one process of it."""
    with ExitStack() as servers:
        server: Serving = servers.enter_context(serving(folder))
        for _ in range(kills):
            sender.send(server.client, int(sender.rng.integers(3, 40)))
            family = _family(server.process.pid)
            victims = family if sender.rng.integers(2) else [int(sender.rng.choice(family))]
            for victim in victims:
                with suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
            if server.process.pid in victims:
                sender.send(server.client, 1)  # to one that dies
                server = servers.enter_context(serving(folder))
        sender.end(server.client)
    return LEASE


LIVES = {"apart": _lived_apart, "together": _lived_together}


def _check(folder: Path, address: str, log: str, life: str, kills: int, seed: int) -> None:
    (folder / "gnomon.yaml").write_text(YAML.format(store=address, log=log), "utf-8")
    sender = Sender(np.random.default_rng(seed))
    minutes = LIVES[life](folder, sender, kills)
    settings = read_settings(folder / "gnomon.yaml")
    entity = settings.entities["flights"]
    with open_store(settings.address) as store:
        later = timedelta(minutes=minutes)
        (done,) = run.run(settings, store, clock.wall() + later, clock=lambda: clock.wall() + later)
        assert done.status != "error", done.reason
        with store.reading() as tx:
            profile = samples.series(tx, "flights").total
            outcomes = samples.outcomes(tx, "flights")
    assert entity.targets is not None
    for door, place in (("events", entity.source.place), ("targets", entity.targets.place)):
        days = snapshot(place.removeprefix(IN_LOG)).days.values()
        logged = Counter(name for day in days for name in log_rows.scan(day.files).collect()["event_id"])
        assert set(logged) == sender.ledger[door]
        assert set(logged.values()) <= {1}
    assert profile.rows == len(sender.ledger["events"])
    known = sender.ledger["events"] & sender.ledger["targets"]
    assert sum(outcome.targeted for _, outcome in outcomes) == len(known)


def test_nothing_that_was_acknowledged_is_lost_or_doubled(tmp_path: Path, address: str) -> None:
    _check(tmp_path, address, f"{tmp_path}/log", "apart", kills=5, seed=1)


def test_nothing_is_lost_or_doubled_where_the_server_has_a_scheduler(tmp_path: Path) -> None:
    _check(tmp_path, f"sqlite:///{tmp_path}/gnomon.db", f"{tmp_path}/log", "together", kills=5, seed=3)


def test_nothing_is_lost_or_doubled_on_object_storage(tmp_path: Path, bucket: str) -> None:
    _check(tmp_path, f"sqlite:///{tmp_path}/gnomon.db", f"{bucket}/log", "apart", kills=5, seed=2)


@pytest.mark.deep
@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("seed", range(5))  # twenty kills each
def test_a_hundred_kills_lose_and_double_nothing(seed: int, life: str, tmp_path: Path, address: str, log: str) -> None:
    _check(tmp_path, address, log, life, kills=20, seed=100 + seed)
