"""An application with its inbox, and a client that calls it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from tests.jobs.live.senders import NOW, settings

from gnomon.config.settings import Settings
from gnomon.server.app import application
from gnomon.server.commit import Committer
from gnomon.server.kinds import Kinds
from gnomon.server.state import State
from gnomon.store.open import Store, open_inbox, open_store


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Store]:
    with open_inbox(f"sqlite:///{tmp_path}/gnomon.db") as opened:
        yield opened


def state_with(
    inbox: Store,
    configured: Settings,
    *,
    store: Store | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
    **given: Any,
) -> State:
    """A state whose clock stands still, with the store that its inbox stands beside."""
    beside = store or open_store(inbox.address.replace("-inbox", ""))
    return State(configured, beside, inbox, Committer(inbox, clock, **given), clock, Kinds(clock))


@pytest.fixture
def state(inbox: Store, tmp_path: Path) -> State:
    return state_with(inbox, settings(str(tmp_path / "log")))


Calling = Callable[..., httpx.Client]


@contextmanager
def served(state: State, token: str | None = None) -> Iterator[httpx.Client]:
    """A real server in a thread of its own, and a client of it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(application(state, token), log_level="critical", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
            yield client
        server.should_exit = True
        thread.join()


@pytest.fixture
def calling() -> Iterator[Calling]:
    """Makes clients of an application; each is let go of at the end."""
    with ExitStack() as opened:
        yield lambda state, token=None: opened.enter_context(served(state, token))


@pytest.fixture
def client(calling: Calling, state: State) -> httpx.Client:
    return calling(state)
