"""One HTTP request: sent once, within a deadline, and its answer read up to a bound.

Redirects are not followed: what was signed for one address is not for another.
Neither proxies nor credentials are taken from the environment.

Source: ALERTS R45, 8.2.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from typing import Any

import httpx

from gnomon.notify import answers
from gnomon.notify.answers import Answer
from gnomon.notify.deadline import Deadline
from gnomon.notify.egress import USUAL, Egress
from gnomon.notify.guard import FOREIGN, Guard, RefusedError
from gnomon.notify.secret import hidden

Client = httpx.Client
TIMEOUT_S = 15.0
LARGEST_ANSWER = 64 * 1024  # bytes


def client(timeout_s: float = TIMEOUT_S, allowed: Egress = USUAL) -> httpx.Client:
    """The client that channels send with.

    Args:
        timeout_s: How long one try may take.
        allowed: What the operator says of where messages may go.
    """
    headers = {"user-agent": "gnomon", "accept-encoding": "identity"}
    return httpx.Client(
        timeout=timeout_s, follow_redirects=False, trust_env=False, transport=Guard(allowed), headers=headers
    )


def post(
    client: httpx.Client, address: str, body: bytes, headers: Mapping[str, str], *, is_foreign: bool = False
) -> Answer:
    """Send once.

    Args:
        client: As `client` makes it.
        address: Where to; it counts as a secret, and is not in the answer.
        body: The bytes.
        headers: The headers.
        is_foreign: Whether the address came from elsewhere than the configuration.

    Returns:
        The answer, or why there was none.
    """
    return _sent(client, "POST", address, body, dict(headers), is_foreign=is_foreign)


def get(client: httpx.Client, address: str) -> Answer:
    """Ask once, with nothing to say; the arguments and the answer are those of `post`."""
    return _sent(client, "GET", address, None, {}, is_foreign=False)


def _sent(
    client: httpx.Client, method: str, address: str, body: bytes | None, headers: dict[str, str], *, is_foreign: bool
) -> Answer:
    deadline = Deadline(TIMEOUT_S if client.timeout.read is None else client.timeout.read)

    def see(event: str, info: Mapping[str, Any]) -> None:  # Any: httpcore's stream
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            deadline.watch(info["return_value"].get_extra_info("socket"))

    extensions = {"trace": see, FOREIGN: is_foreign}
    try:
        with (
            deadline,
            client.stream(method, address, content=body, headers=headers, extensions=extensions) as response,
        ):
            text = _start(response)
    except RefusedError as error:
        return Answer("credential", f"{hidden(address)} cannot be used: {error}.")
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        return Answer("credential", f"{hidden(address)} is no address that can be used.")
    except (httpx.HTTPError, httpx.StreamError, OSError, ValueError) as error:
        return Answer("retry", f"{hidden(address)}: {'no answer in time' if deadline.is_over else _why(error)}")
    if deadline.is_over:
        return Answer("retry", f"{hidden(address)}: no answer in time")
    said = f"{response.status_code} {answers.kept(text)}".strip()
    kind = answers.of_status(response.status_code)
    return Answer(kind, said, response.status_code, response.headers.get("retry-after"), body=text)


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
