"""A receiver on this machine for the demo: it takes signed events, checks them, and keeps them."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from gnomon.notify import signing

LARGEST = 1 << 20  # bytes of an event


@dataclass(slots=True)
class Received:
    """The events that came, by their id: one that is sent again is kept once.

    Attributes:
        url: Where they go.
    """

    url: str = ""
    _events: dict[str, dict[str, Any]] = field(default_factory=dict)  # Any: JSON
    _lock: Lock = field(default_factory=Lock)

    def keep(self, event: dict[str, Any]) -> None:  # Any: JSON
        """Keep an event, once."""
        with self._lock:
            self._events.setdefault(event["id"], event)

    def events(self, since: int = 0) -> Sequence[dict[str, Any]]:  # Any: JSON
        """The events from a place on, in the order in which they came."""
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
            is_ours = _is_signed({name.lower(): text for name, text in self.headers.items()}, body, secret)
            if is_ours:
                received.keep(json.loads(body))
            self.send_response(200 if is_ours else 401)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    received.url = f"http://127.0.0.1:{server.server_port}/alerts"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Whether a secret's owner sent it: made anew, and compared in constant time."""
    try:
        at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        known = signing.headers(headers["webhook-id"], at, body, [secret])["webhook-signature"]
    except (KeyError, ValueError):
        return False
    return hmac.compare_digest(known, headers.get("webhook-signature", ""))
