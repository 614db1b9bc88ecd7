"""How entities are, over HTTP, is what `gnomon status` prints."""

from __future__ import annotations

from tests.jobs.worlds import day
from tests.server.api.conftest import Asked

from gnomon.jobs.reporting.status import status


def test_every_entity_and_gnomon_itself(asked: Asked) -> None:
    whole = status(asked.settings, asked.world.store, day(12.5))
    assert asked.get("/status") == whole
    (one,) = asked.get("/entities")
    assert (one["entity"], one["status"]) == ("flights", "violation")
    assert asked.get("/entities/flights") == one
    assert asked.client.get("/api/v1/entities/flihgts").status_code == 404
