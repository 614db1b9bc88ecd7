"""A job says that it lives, and is missed when it does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from tests.jobs.live.senders import settings
from tests.jobs.running import Wall
from tests.jobs.worlds import day
from tests.server.conftest import Calling, state_with

import gnomon as gn
from gnomon.config.settings import Settings
from gnomon.jobs import clock, run
from gnomon.store import alerts
from gnomon.store.open import Store, open_store

PATH = "/api/v1/entities/flights/heartbeat"
ALIVE: dict[str, Any] = {
    "source": {"live": True}, "targets": None, "score": None, "prediction": None, "kind": "pipeline",
    "every": "1h", "lateness": "10m", "reference": {"first": "1h"},
    "monitors": {
        "alive": {"expect": "share(ok == true) == 1", "on_no_data": "alert", "severity": "high"},
        **dict.fromkeys(("quality", "schema", "volume", "freshness", "inputs"), "off"),
    },
}  # fmt: skip


class Unsayable:
    def __str__(self) -> str:
        raise ValueError


def _told(configured: Settings, store: Store, at: datetime) -> list[tuple[str, str]]:
    run.run(configured, store, at, clock=Wall(at))
    with store.reading() as tx:
        return [(one.state, one.summary) for one in alerts.all(tx, "flights")]


def test_a_beat_that_is_missing_and_one_that_failed_are_told(calling: Calling, inbox: Store, tmp_path: Path) -> None:
    now = [day(0)]
    configured = settings(f"{tmp_path}/log", **ALIVE)
    client = calling(state_with(inbox, configured, clock=lambda: now[0]))

    def beat(hour: float, **said: Any) -> None:
        now[0] = day(0) + timedelta(hours=hour)
        assert client.post(PATH, params=said).json()["accepted"] == 1

    for hour in range(3):
        beat(hour + 0.5, duration=hour, instance="a")
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        at = day(0) + timedelta(hours=4)
        assert _told(configured, store, at) == []
        assert _told(configured, store, at + timedelta(minutes=9)) == []
        assert _told(configured, store, at + timedelta(minutes=11)) == [("firing", "There are no rows.")]
        beat(4.5)
        assert [state for state, _ in _told(configured, store, at + timedelta(minutes=71))] == ["resolved"]
        beat(5.5, ok=False)
        (state, words), _ = _told(configured, store, at + timedelta(minutes=131))
        assert (state, "is 0" in words) == ("firing", True)


def test_a_beat_that_is_sent_twice_counts_once(client: httpx.Client) -> None:
    first, again = (client.post(PATH, headers={"idempotency-key": "b"}).json() for _ in range(2))
    assert (first["repeated"], again["repeated"]) == (False, True)


def test_who_takes_no_events_takes_no_beats(calling: Calling, inbox: Store) -> None:
    files = settings("log", source={"path": "a.csv", "timestamp": "ts"}, targets=None)
    assert calling(state_with(inbox, files)).post(PATH).status_code == 404


def test_a_client_beats_whatever_it_samples(calling: Calling, inbox: Store, tmp_path: Path) -> None:
    state = state_with(inbox, settings(f"{tmp_path}/log"), clock=clock.wall)
    url = str(calling(state).base_url)
    with gn.Client(url, "flights", sample=1e-9) as client:
        client.heartbeat(duration=3.5)
        client.heartbeat(duration=Unsayable())  # type: ignore[arg-type]  # nothing of ours may reach the caller
        assert client.flush(60)
        counts = client.counts()
    assert (counts.logged, counts.sent, counts.sampled_out, counts.dropped) == (2, 1, 0, 1)
