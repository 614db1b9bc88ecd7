"""A real HTTP receiver on loopback: it keeps what it gets, verifies signatures, and answers as it is told.

It is independent of the code under test: the signature is worked out here anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import socketserver
import struct
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One answer. `how`: `answer`; `hang` (nothing, until the receiver is closed), `drop` (the connection is reset),
    `drip` (a byte of the headers now and then); `trickle` (the same of the body)."""

    status: int = 200
    body: bytes = b"ok"
    headers: dict[str, str] = field(default_factory=dict)
    how: str = "answer"


@dataclass(frozen=True)
class Got:
    """One request, as it came over the wire; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"

    @property
    def id(self) -> str:
        return self.headers.get("webhook-id", "")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """Whether one of its signatures is that of a secret (Standard Webhooks 1.0.0)."""
        signed = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
        known = "v1," + base64.b64encode(mac).decode()
        return any(hmac.compare_digest(known, each) for each in self.headers["webhook-signature"].split(" "))


class Receiver:
    """Answers with the replies that were scripted, in order, then with 200 `ok`."""

    def __init__(
        self, replies: Sequence[Reply | int] = (), family: socket.AddressFamily = socket.AF_INET, port: int = 0
    ) -> None:
        self.got: list[Got] = []
        self._replies = [Reply(each) if isinstance(each, int) else each for each in replies]
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1" if family == socket.AF_INET else "::1", port), family, self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Receiver:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/hook", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def script(self, *replies: Reply | int) -> None:
        """What is answered next."""
        with self._lock:
            self._replies += [Reply(each) if isinstance(each, int) else each for each in replies]

    @property
    def ids(self) -> Counter[str]:
        """How often each id came."""
        with self._lock:
            return Counter(got.id for got in self.got)

    def messages(self) -> dict[str, Any]:
        """The message of each id, once: what a receiver that keeps ids acts on."""
        with self._lock:
            return {got.id: got.json for got in reversed(self.got)}

    def take(self, got: Got) -> Reply:
        with self._lock:
            self.got.append(got)
            return self._replies.pop(0) if self._replies else Reply()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads, block_on_close, allow_reuse_address = True, False, True

    def __init__(self, address: tuple[str, int], family: socket.AddressFamily, receiver: Receiver) -> None:
        self.address_family, self.receiver = family, receiver
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone away is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): text for name, text in self.headers.items()}
        reply = self.server.receiver.take(Got(self.path, headers, body, self.command))
        self.close_connection = True
        match reply.how:
            case "hang":
                self.server.receiver.closing.wait(60)
            case "drop":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case "drip":
                self._drip(f"HTTP/1.1 {reply.status} OK\r\nx-slow: ")
            case "trickle":
                self._drip(f"HTTP/1.1 {reply.status} OK\r\nconnection: close\r\n\r\n")
            case _:
                self._answer(reply)

    do_GET = do_POST

    def _answer(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, text in {"content-length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(reply.body)

    def _drip(self, start: str) -> None:
        """One byte every hundredth of a second, for ever."""
        self.wfile.write(start.encode())
        while not self.server.receiver.closing.wait(0.01):
            self.wfile.write(b"x")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""
