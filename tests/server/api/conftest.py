"""A server over a store that has been run: ten days, of which `temp` moves on the eighth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest
from tests.jobs.running import filled, once, settings
from tests.jobs.worlds import World, day
from tests.server.conftest import served, state_with

from gnomon.config.settings import Settings
from gnomon.store.open import open_inbox, open_store


class Asked(NamedTuple):
    """The world that was run, its configuration, and a client of its server."""

    world: World
    settings: Settings
    client: httpx.Client

    def get(self, path: str, **query: Any) -> Any:
        """The answer to a question, as JSON."""
        answer = self.client.get(f"/api/v1{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pages(self, path: str, **query: Any) -> list[list[Any]]:
        """Every page of an answer, one after another as their links say."""
        found, where = [], str(self.client.build_request("GET", f"/api/v1{path}", params=query).url)
        while where:
            answer = self.client.get(where)
            assert answer.status_code == 200, answer.text
            found.append(answer.json())
            where = answer.links["next"]["url"] if "next" in answer.links else ""
        return found


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("asked")
    with open_store(f"sqlite:///{folder}/gnomon.db") as store, open_inbox(f"sqlite:///{folder}/gnomon.db") as inbox:
        world = filled(World.new(store, folder, segments=["origin"]), 12, 9)
        once(world, 12.5)
        configured = settings(world)
        with served(state_with(inbox, configured, store=store, clock=lambda: day(12.5))) as client:
            yield Asked(world, configured, client)
