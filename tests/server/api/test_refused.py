"""Rows that were refused can be seen; what was sent only where raw rows may be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.jobs.live.senders import settings
from tests.server.conftest import Calling, state_with

from gnomon.store.open import Store


@pytest.mark.parametrize("raw_rows", [True, False])
def test_rows_are_listed_with_their_reason(calling: Calling, inbox: Store, tmp_path: Path, raw_rows: bool) -> None:
    client = calling(state_with(inbox, settings(str(tmp_path / "log"), raw_rows=raw_rows)))
    content = b'{"batch_id": "b", "events": [{"event_id": "secret"}]}'
    client.post("/api/v1/entities/flights/events", content=content, headers={"content-type": "application/json"})
    (row,) = client.get("/api/v1/entities/flights/refused").json()
    assert (row["door"], row["batch_id"], row["row"], row["received_at"]) == ("events", "b", 0, "2026-01-01T00:00:00Z")
    assert "`ts`" in row["reason"]
    assert row["sent"] == ('{"event_id": "secret"}' if raw_rows else None)
    assert client.get("/api/v1/entities/flights/refused?limit=0").status_code == 422
    assert client.get("/api/v1/entities/nobody/refused").status_code == 404
