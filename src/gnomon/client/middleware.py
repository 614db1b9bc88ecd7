"""Around a web application of ASGI, as those of FastAPI and Starlette are: each request of some paths is a prediction.

The body of the request is the features, the body of the answer the outputs, both as
JSON objects; bodies pass through as they come, and are read for the log up to a bound.
A request that is the caller's mistake (4xx) is no prediction; one that fails (5xx) is an error.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

from gnomon.client.client import Client
from gnomon.client.observing import DURATION, ERROR

MOST_BYTES = 1024 * 1024
"""A longer body is not read for the log."""

EVENT_ID = "x-gnomon-event-id"
"""The header of the answer that tells the event's id, for its target."""

MISTAKE, FAILURE = 400, 500

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class PredictionMiddleware:
    """Logs the requests of an application as predictions: `app.add_middleware(PredictionMiddleware, client=client)`.

    Args:
        app: The application.
        client: Who logs.
        paths: Those whose requests are predictions.
        score: The field of the answer that is the score.
        prediction: The field that is the prediction.
    """

    def __init__(
        self,
        app: App,
        client: Client,
        paths: Collection[str] = ("/predict",),
        score: str = "score",
        prediction: str = "prediction",
    ) -> None:
        self._app, self._client, self._paths = app, client, frozenset(paths)
        self._score, self._prediction = score, prediction

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request.

        Args:
            scope: What it is.
            receive: Its body.
            send: Its answer.
        """
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in self._paths:
            await self._app(scope, receive, send)
            return
        event_id = self._client.new_id()
        asked, answered = Seen(), Seen()

        async def receiving() -> Message:
            message = await receive()
            asked.take(message)
            return message

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered.status = message["status"]
                message = {**message, "headers": [*message.get("headers", ()), (EVENT_ID.encode(), event_id.encode())]}
            answered.take(message)
            await send(message)

        started_at, error = time.perf_counter(), None
        try:
            await self._app(scope, receiving, sending)
        except BaseException as raised:
            error = type(raised).__name__
            raise
        finally:
            self._log(event_id, asked, answered, error, time.perf_counter() - started_at)

    def _log(self, event_id: str, asked: Seen, answered: Seen, error: str | None, duration: float) -> None:
        if error is None and MISTAKE <= answered.status < FAILURE:
            return
        if error is None and answered.status >= FAILURE:
            error = f"HTTP {answered.status}"
        lasted = {DURATION: duration} | ({ERROR: error} if error is not None else {})
        said = answered.document() if error is None else {}
        self._client.log(
            {**lasted, **asked.document()},
            score=said.get(self._score),
            prediction=said.get(self._prediction),
            event_id=event_id,
        )


class Seen:
    """A body as it passes, up to the bound.

    Attributes:
        status: That of an answer.
    """

    def __init__(self) -> None:
        self.status = 0
        self._parts: list[bytes] = []
        self._size = 0

    def take(self, message: Message) -> None:
        """Look at a message.

        Args:
            message: A part of the body, or anything else.
        """
        part = message.get("body", b"")
        self._size += len(part)
        if self._size <= MOST_BYTES:
            self._parts.append(part)

    def document(self) -> dict[str, Any]:
        """The body as a JSON object; empty where it is none."""
        try:
            found = json.loads(b"".join(self._parts)) if self._size <= MOST_BYTES else {}
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}
