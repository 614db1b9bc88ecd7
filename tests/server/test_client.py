"""gnomon's own client and its own server understand each other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from tests.jobs.live.senders import settings
from tests.server.conftest import Calling, state_with

import gnomon as gn
from gnomon.jobs import clock
from gnomon.jobs.live.bring import bring_in
from gnomon.jobs.rows.source import contents
from gnomon.store.open import Store, open_store


def test_what_a_client_logs_is_in_the_log(calling: Calling, inbox: Store, tmp_path: Path) -> None:
    configured = settings(str(tmp_path / "log"))
    state = state_with(inbox, configured, clock=clock.wall)
    address = str(calling(state).base_url)
    ts = datetime(2025, 12, 31, 12, tzinfo=UTC)
    with gn.Client(address, entity="flights") as client:
        for n in range(700):
            features = {"temp": np.float32(n), "origin": "JFK", "gone": float("nan")}
            event_id = client.log(features, score=0.5, prediction=np.int64(1), ts=ts)
            client.log_target(event_id, 1)
        assert client.flush(60)
        counts = client.counts()
    assert (counts.sent, counts.refused, counts.dropped) == (1400, 0, 0)
    entity = configured.entities["flights"]
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        assert bring_in(store, entity, clock.wall()).rows == 1400
    assert [part.version for part in contents(entity.source.place).parts] == ["700 rows"]
