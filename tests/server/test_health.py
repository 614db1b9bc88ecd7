"""The process says whether it lives, and whether it can take batches."""

from __future__ import annotations

import httpx
import pytest

from gnomon.errors import UnavailableError
from gnomon.server.state import State
from gnomon.store import inbox


def test_it_lives_and_is_ready(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == client.get("/readyz").json() == {"status": "ok"}


def test_it_is_not_ready_when_nobody_writes(client: httpx.Client, state: State) -> None:
    state.committer.stop()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    state.committer.start()


def test_it_is_not_ready_without_its_inbox(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> int:
        raise UnavailableError("store: cannot be reached.")

    monkeypatch.setattr(inbox, "waiting_bytes", fails)
    told = client.get("/readyz")
    assert (told.status_code, told.json()["detail"]) == (503, "store: cannot be reached.")
    monkeypatch.undo()
