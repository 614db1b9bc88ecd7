"""The process that serves: the application on its port until somebody stops it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn

from gnomon.config.server import OF_THIS_MACHINE, Server
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.server.app import application
from gnomon.server.commit import Committer
from gnomon.server.kinds import Kinds
from gnomon.server.state import State
from gnomon.store.open import open_inbox, open_store

GRACE_S = 10
"""So long requests that are being answered are waited for at the end."""

MOST_CALLERS = 1000


def place(settings: Settings, host: str | None, port: int | None) -> Server:
    """Where to listen, and what callers must show.

    Args:
        settings: The configuration.
        host: In place of that of the configuration.
        port: In place of that of the configuration.

    Raises:
        UsageError: The place is reached from elsewhere, and there is no token.

    Example:
        >>> place(Settings(), "0.0.0.0", None)
        Traceback (most recent call last):
        gnomon.errors.UsageError: 0.0.0.0 is reached from elsewhere, and there is no token. Write server: {host: ...
    """
    said = settings.server
    wanted = host or said.host
    if wanted not in OF_THIS_MACHINE and said.token is None:
        line = f"server: {{host: {wanted}, token: env:GNOMON_TOKEN}}"
        raise UsageError(
            f"{wanted} is reached from elsewhere, and there is no token. Write {line} to the configuration."
        )
    return said.model_copy(update={"host": wanted, "port": said.port if port is None else port})


def serve(settings: Settings, at: Server, *, clock: Callable[[], datetime], listening: Callable[[str], None]) -> None:
    """Serve until the process is told to stop; what was accepted by then is committed.

    Args:
        settings: The configuration.
        at: Where, as `place` gives it.
        clock: The time on the wall.
        listening: Told where it listens, once it does.

    Raises:
        UsageError: The port cannot be had, or the token is not where it should be.
    """
    token = None if at.token is None else at.token.read()
    bound = _bound(at)
    with bound, open_store(settings.address) as store, open_inbox(settings.address) as inbox:
        state = State(settings, store, inbox, Committer(inbox, clock), clock, Kinds(clock))
        config = uvicorn.Config(
            application(state, token), log_level="warning", access_log=False, server_header=False,
            timeout_graceful_shutdown=GRACE_S, limit_concurrency=MOST_CALLERS,
        )  # fmt: skip
        host, port = bound.getsockname()[:2]
        signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn stops at it, and hands it on afterwards
        listening(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        uvicorn.Server(config).run(sockets=[bound])


def _bound(at: Server) -> socket.socket:
    family = socket.AF_INET6 if ":" in at.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio sends at once
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((at.host, at.port))
    except OSError as error:
        listening.close()
        raise UsageError(f"{at.host}:{at.port} cannot be had ({error.strerror}). Name another host or port.") from None
    listening.listen(2048)
    return listening
