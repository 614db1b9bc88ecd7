"""A real server on loopback that takes batches as gnomon's does, and that fails in every way a server can.

It keeps what it takes by the id of the batch, so that what came twice is there once.
"""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import zstandard


@dataclass(frozen=True)
class Reply:
    """One answer, or one of the faults: `drop` (nothing is taken, the connection is reset), `forget` (the batch is
    taken, and the connection reset before the answer), `hang` (no answer until the door closes), `drip` (an answer
    that never comes to its status)."""

    status: int = 202
    body: bytes = b'{"refused": []}'
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True)
class Got:
    """One request, as it came; header names in lower case, the body as it was before compression."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["idempotency-key"]

    @property
    def kind(self) -> str:
        return self.path.rpartition("/")[2]


class Door:
    """Answers with the replies that were scripted, in order, and then takes everything."""

    def __init__(
        self,
        *replies: Reply | int | str,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        by_kind: Mapping[str, Reply] | None = None,
        poison: bytes = b"",
    ) -> None:
        self.poison = poison
        self.answers: dict[str, Reply] = {}
        self._by_kind = by_kind or {}
        self.got: list[Got] = []
        self.taken: dict[str, Got] = {}
        self.replies: list[Reply] = [reply_of(each) for each in replies]
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), self)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Door:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.end()
        self._thread.join(5)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def rows(self, kind: str = "events") -> list[Any]:
        """The rows of a kind that were taken, each batch once, in the order of the first time it was taken."""
        with self._lock:
            batches = [got for got in self.taken.values() if got.kind == kind]
        return [row for got in batches for row in json.loads(got.body)[kind]]

    def take(self, got: Got) -> Reply:
        with self._lock:
            self.got.append(got)
            reply = self.replies.pop(0) if self.replies else self._by_kind.get(got.kind, Reply())
            if self.poison and self.poison in got.body:
                reply = Reply(500)
            if reply.fault == "forget" or (not reply.fault and reply.status == 202):
                self.taken.setdefault(got.id, got)
            return reply


def reply_of(said: Reply | int | str) -> Reply:
    """A reply from a status or from the name of a fault."""
    match said:
        case int():
            return Reply(said)
        case str():
            return Reply(fault=said)
        case _:
            return said


def unpacked(body: bytes, encoding: str) -> bytes:
    """A body before it was compressed."""
    return zlib.decompress(body, 31) if encoding == "gzip" else zstandard.ZstdDecompressor().decompress(body)


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads, block_on_close, allow_reuse_address = True, False, True

    def __init__(self, address: tuple[str, int], door: Door) -> None:
        self.door = door
        self.open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone away is no news."""

    def end(self) -> None:
        """Close the door, and every connection through it."""
        self.server_close()
        for connection in list(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        self.server.open.add(self.request)
        super().setup()

    def finish(self) -> None:
        self.server.open.discard(self.request)
        super().finish()

    def do_GET(self) -> None:
        reply = self.server.door.answers.get(self.path.rpartition("/")[2], Reply(404))
        self.send_response(reply.status)
        self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        body = unpacked(body, self.headers["content-encoding"])
        headers = {name.lower(): text for name, text in self.headers.items()}
        door = self.server.door
        reply = door.take(Got(self.path, headers, body))
        match reply.fault:
            case "drop" | "forget":
                self.close_connection = True
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            case "hang":
                self.close_connection = True
                door.closing.wait(60)
            case "drip":
                self.close_connection = True
                self.wfile.write(b"HTTP/1.1 ")
                while not door.closing.wait(0.01):
                    self.wfile.write(b"x")
            case _:
                self.send_response(reply.status)
                for name, text in {"content-length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, text)
                self.end_headers()
                self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


def until(claim: Callable[[], object], timeout_s: float = 20.0) -> None:
    """Wait until a claim is true."""
    pause, deadline = threading.Event(), time.monotonic() + timeout_s
    while not claim():
        assert time.monotonic() < deadline
        pause.wait(0.005)
