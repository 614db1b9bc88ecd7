"""A receiver on this machine for the demo: it takes signed events, checks them, and keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from gnomon.jobs import clock
from gnomon.notify import signing

LARGEST = 1 << 20  # bytes of an event


@dataclass(slots=True)
class Received:
    """The events that came, by their id: one that is sent again is kept once.

    Attributes:
        url: Where they go.
        events: CloudEvents, in the order in which they came.
    """

    url: str = ""
    _events: dict[str, dict[str, Any]] = field(default_factory=dict)  # Any: JSON
    _lock: Lock = field(default_factory=Lock)

    def keep(self, event: dict[str, Any]) -> None:
        """Keep an event, once."""
        with self._lock:
            self._events.setdefault(event["id"], event)

    def events(self, since: int = 0) -> Sequence[dict[str, Any]]:
        """The events from a place on."""
        with self._lock:
            return list(self._events.values())[since:]


@contextmanager
def receiving(secret: str) -> Iterator[Received]:
    """Receive on loopback as long as the block lasts.

    Args:
        secret: What events are signed with; others are refused.
    """
    received = Received()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(min(int(self.headers.get("content-length", 0)), LARGEST))
            is_ours = signing.verify(dict(self.headers.items()), body, [secret], clock.wall())
            if is_ours:
                received.keep(json.loads(body))
            self.send_response(200 if is_ours else 401)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    received.url = f"http://127.0.0.1:{server.server_port}/alerts"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
