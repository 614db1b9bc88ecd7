"""Who profiles rows elsewhere is told how."""

from __future__ import annotations

import httpx
import pytest
from tests.server.conftest import Calling, state_with

from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.store.open import Store


def test_who_records_is_told_how(client: httpx.Client) -> None:
    told = client.get("/api/v1/entities/flights/recipe").json()
    names = {"event_id": "id", "ts": "ts", "score": "score", "prediction": "prediction"}
    assert (told["every"], told["names"], told["roles"]["id"]) == ("1d", names, "id")


@pytest.mark.parametrize("entity", ["files", "none"])
def test_who_cannot_record_is_told_why(calling: Calling, inbox: Store, entity: str) -> None:
    files = Entity(source={"path": "a.csv", "timestamp": "ts"}, owner="me")
    client = calling(state_with(inbox, Settings(entities={"files": files})))
    assert client.get(f"/api/v1/entities/{entity}/recipe").status_code == 404
