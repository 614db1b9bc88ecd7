"""Object storage that is away for a while: rows are taken until the inbox is full, and nothing of them is lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import httpx
from tests.jobs.live.senders import NOW, settings
from tests.s3 import HUSH
from tests.server.conftest import Calling, state_with
from tests.server.process import event

from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.log.table import snapshot
from gnomon.store.open import Store, open_store


def _sent(client: httpx.Client, name: str) -> httpx.Response:
    return client.post("/api/v1/entities/flights/events", json={"batch_id": name, "events": [event(name)]})


def _ran(configured: Settings, store: Store) -> run.EntityRun:
    (done,) = run.run(configured, store, NOW + timedelta(minutes=1), clock=lambda: NOW)
    return done


def test_rows_wait_until_the_log_is_back(
    inbox: Store, bucket: str, away: Callable[[], AbstractContextManager[None]], calling: Calling, tmp_path: Path
) -> None:
    configured = settings(f"{bucket}/log", targets=None)
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        client = calling(state_with(inbox, configured, store=store, most_bytes=4000))
        with away():
            codes = [_sent(client, f"b{n}").status_code for n in range(20)]
            done = _ran(configured, store)
        taken = codes.count(202)
        assert codes == [202] * taken + [429] * (20 - taken)
        assert 1 < taken < 20
        assert (done.status, done.rows) == ("error", 0)
        assert "cannot be read or written" in done.reason
        assert HUSH not in done.reason
        assert _ran(configured, store).rows == taken
    (day,) = snapshot(f"{bucket}/log/flights/events").days.values()
    assert day.rows == taken
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and HUSH.encode() in path.read_bytes()]
