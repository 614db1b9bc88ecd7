"""Pages of a server over a store that has been run: ten days, of which `temp` moves on the eighth."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.jobs.running import filled, once, settings
from tests.jobs.worlds import World, day
from tests.server.conftest import served, state_with

from gnomon.config.settings import Settings
from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.server.state import State
from gnomon.store.open import open_inbox, open_store

HOSTILE = "<b>&\"'🙂 mixed <script>alert(1)</script>"
SAME = {"sec-fetch-site": "same-origin"}


def once_run(folder: Path) -> tuple[Path, Settings]:
    """A store in a folder: one entity that changed, with an incident of a hostile title, and one that was never run."""
    with open_store(f"sqlite:///{folder}/gnomon.db") as store:
        world = filled(World.new(store, folder), 12, 9)
        once(world, 12.5)
        configured = settings(world)
        other = world.entity.model_copy(update={"name": "other", "owner": HOSTILE, "kind": "data"})
        both = configured.model_copy(update={"entities": {**configured.entities, "other": other}})
        Incidents(both, store, "user:me", lambda: day(12.5)).open("flights", HOSTILE)
    return folder / "gnomon.db", both


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Settings]:
    return once_run(tmp_path_factory.mktemp("ran"))


@pytest.fixture
def ran(made: tuple[Path, Settings], tmp_path: Path) -> Iterator[State]:
    """The state of a server over a copy of it."""
    path, configured = made
    shutil.copy(path, tmp_path)
    address = f"sqlite:///{tmp_path}/gnomon.db"
    with open_store(address) as store, open_inbox(address) as inbox:
        yield state_with(inbox, configured, store=store, clock=lambda: day(12.5))


@pytest.fixture
def reader(ran: State) -> Iterator[httpx.Client]:
    """A browser without a script."""
    with served(ran) as client:
        client.headers["accept"] = "text/html"
        yield client
