"""One request at a time over a connection that is kept.

The standard library's client, not httpx: it holds the interpreter for a third of
the time, and the caller's thread waits while it is held. Redirects are
not followed, so that the token goes to nobody else; a connection that the server
has closed meanwhile is opened again, since a batch may be sent twice.
"""

from __future__ import annotations

import encodings.idna  # noqa: F401 - what looks up a host imports it: not in a thread that a fork may cut in two
import http.client
import os
import socket
import ssl
import time

from gnomon.client import answers
from gnomon.client.address import Address
from gnomon.client.answers import Answer
from gnomon.client.batch import Batch

LARGEST_ANSWER = 64 * 1024  # bytes


class Post:
    """Sends batches to one server; for one thread, `cut` apart.

    Args:
        address: Where it is.
        token: What to show it; empty: nothing.
        timeout_s: The longest that one request takes.
    """

    def __init__(self, address: Address, token: str, timeout_s: float) -> None:
        self._address, self._timeout_s = address, timeout_s
        self._headers = {"User-Agent": "gnomon-client"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._connection: http.client.HTTPConnection | None = None
        self._is_used = False
        self._started_at = float("inf")
        self._secure = ssl.create_default_context() if address.is_secure else None

    def send(self, batch: Batch) -> Answer:
        """Send a batch.

        Args:
            batch: The batch.

        Returns:
            The answer, or why there was none.
        """
        self._started_at = time.monotonic()
        try:
            try:
                return self._once(batch)
            except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest):
                if not self._is_used:
                    raise
                self.close()  # it was kept too long
                return self._once(batch)
        except Exception as error:  # the thread that sends must go on
            self.close()
            is_slow = isinstance(error, TimeoutError) or time.monotonic() - self._started_at > self._timeout_s
            return Answer("later", "no answer in time" if is_slow else _why(error))
        finally:
            self._started_at = float("inf")

    def ask(self, what: str) -> tuple[int, bytes]:
        """Ask the server something of the entity.

        Args:
            what: The last part of its address.

        Returns:
            The status of the answer, and its body; 0, and why there was none.
        """
        try:
            connection = self._opened()
            try:
                connection.request("GET", self._address.path + what, headers=self._headers)
                with connection.getresponse() as response:
                    return response.status, response.read(LARGEST_ANSWER)
            finally:
                connection.close()
        except Exception as error:  # the thread that asks must go on
            return 0, _why(error).encode()

    def cut(self) -> None:
        """End a request that takes too long, as one does whose answer comes byte by byte; from any thread."""
        connection = self._connection
        sock = connection.sock if connection is not None else None
        if sock is not None and time.monotonic() - self._started_at > self._timeout_s:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has ended by itself

    def close(self) -> None:
        """Give up the connection; the next request opens another."""
        connection, self._connection, self._is_used = self._connection, None, False
        if connection is not None:
            connection.close()

    def forget(self) -> None:
        """Let go of the connection in a forked child, for whose parent it goes on.

        Only its number is given back: to close what reads from it takes a lock, and the thread that may hold that is
        not there.
        """
        connection, self._connection, self._is_used = self._connection, None, False
        if connection is not None and connection.sock is not None:
            os.close(connection.sock.detach())

    def _once(self, batch: Batch) -> Answer:
        connection = self._connection = self._connection or self._opened()
        headers = {
            **self._headers,
            "Content-Type": batch.content_type,
            "Content-Encoding": batch.encoding,
            "Idempotency-Key": batch.id,
        }
        connection.request("POST", self._address.path + batch.kind, batch.body, headers)
        with connection.getresponse() as response:
            body = response.read(LARGEST_ANSWER)
            is_over = response.will_close or response.read(1) != b""
            answer = answers.read(response.status, body, response.headers.get("Retry-After"))
        self._is_used = True
        if is_over:
            self.close()
        return answer

    def _opened(self) -> http.client.HTTPConnection:
        host, port = self._address.host, self._address.port
        if self._secure is None:
            return http.client.HTTPConnection(host, port, timeout=self._timeout_s)
        return http.client.HTTPSConnection(host, port, timeout=self._timeout_s, context=self._secure)


def _why(error: Exception) -> str:
    match error:
        case ssl.SSLError():
            return f"the connection is not secure ({error.reason})"
        case ConnectionRefusedError():
            return "nobody listens there"
        case socket.gaierror():
            return "the host is not known"
        case _:
            return f"the connection broke ({type(error).__name__})"
