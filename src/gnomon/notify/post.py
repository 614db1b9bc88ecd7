"""One HTTP request: sent once, within a deadline, and its answer read up to a bound.

httpx bounds each read, not their sum: a receiver that gives a byte now and then
would hold a run for hours. So a timer closes the connection at the deadline.
Redirects are not followed: what was signed for one address is not for another.
Neither proxies nor credentials are taken from the environment.

Source: ALERTS R45, 8.2.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Mapping
from typing import Any

import httpx

from gnomon.notify import answers, egress
from gnomon.notify.answers import Answer
from gnomon.notify.secret import hidden

TIMEOUT_S = 15.0
LARGEST_ANSWER = 64 * 1024  # bytes


def client(timeout_s: float = TIMEOUT_S) -> httpx.Client:
    """The client that channels send with.

    Args:
        timeout_s: How long one try may take.
    """
    # No connection is kept: each try has its own, which its timer may close.
    limits = httpx.Limits(max_keepalive_connections=0)
    headers = {"user-agent": "gnomon", "accept-encoding": "identity"}
    return httpx.Client(timeout=timeout_s, follow_redirects=False, trust_env=False, limits=limits, headers=headers)


def post(client: httpx.Client, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send once.

    Args:
        client: As `client` makes it.
        address: Where to; it counts as a secret, and is not in the answer.
        body: The bytes.
        headers: The headers.

    Returns:
        The answer, or why there was none.
    """
    refused = egress.refusal(address)
    if refused:
        return Answer("credential", f"{hidden(address)} cannot be used: {refused}.")
    deadline = _Deadline(client.timeout.read)
    try:
        with (
            deadline,
            client.stream(
                "POST", address, content=body, headers=dict(headers), extensions={"trace": deadline.see}
            ) as response,
        ):
            text = _start(response)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        return Answer("credential", f"{hidden(address)} is no address that can be used.")
    except (httpx.HTTPError, httpx.StreamError, OSError, ValueError) as error:
        return Answer("retry", f"{hidden(address)}: {'no answer in time' if deadline.is_over else _why(error)}")
    if deadline.is_over:
        return Answer("retry", f"{hidden(address)}: no answer in time")
    said = f"{response.status_code} {answers.kept(text)}".strip()
    kind = answers.of_status(response.status_code)
    return Answer(kind, said, response.status_code, response.headers.get("retry-after"))


def _start(response: httpx.Response) -> str:
    """The first 64 KB of an answer; no more is read."""
    read = b""
    for part in response.iter_raw():
        read += part
        if len(read) >= LARGEST_ANSWER:
            break
    return read[:LARGEST_ANSWER].decode("utf-8", errors="replace")


def _why(error: Exception) -> str:
    """What went wrong, without the address."""
    match error:
        case httpx.TimeoutException():
            return "no answer in time"
        case httpx.ConnectError():
            cause: BaseException | None = error
            while cause is not None:
                if isinstance(cause, ssl.SSLError):
                    return "the connection is not secure: its certificate or protocol was refused"
                cause = cause.__context__
            return "no connection"
        case _:
            return f"the connection broke ({type(error).__name__})"


class _Deadline:
    """Closes the connection when the time is over."""

    def __init__(self, length_s: float | None) -> None:
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(TIMEOUT_S if length_s is None else length_s, self._close)
        self._timer.daemon = True
        self.is_over = False

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def see(self, event: str, info: Mapping[str, Any]) -> None:  # Any: httpcore's stream
        """Take the socket of the connection when there is one."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.is_over:
                self._close()

    def _close(self) -> None:
        self.is_over = True
        if self._socket is not None:
            with contextlib.suppress(OSError, ValueError):  # closed already
                self._socket.shutdown(socket.SHUT_RDWR)
