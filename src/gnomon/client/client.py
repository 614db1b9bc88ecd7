"""The client: what serving code calls."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from gnomon.client import life
from gnomon.client.address import address
from gnomon.client.batch import Kind
from gnomon.client.encoding import encoded
from gnomon.client.pace import USUAL, Pace
from gnomon.client.pipeline import Pipeline
from gnomon.client.tally import Counts

TOKEN = "GNOMON_TOKEN"  # noqa: S105 - the name of a variable
MIB = 1024 * 1024


class Client:
    """Logs predictions, targets and feedback to a server of gnomon, in the background.

    No call waits for the network or the disk, and none but the constructor raises:
    what goes wrong is counted in `counts()` and said in the log `gnomon.client`.

    Args:
        url: Where the server is.
        entity: What is monitored.
        token: What to show the server; the variable `GNOMON_TOKEN` where none is given.
        model_version: That of events which say none of their own.
        labels: Those of all events; an event's own come on top.
        spool: A folder for what cannot be sent now, so that it outlives the process.
        spool_bytes: The most that waits there, for each process.
        memory_bytes: The most that waits in memory.
        pace: How often, how patient.

    Raises:
        UsageError: The address or the name cannot be one.

    Example:
        >>> client = Client("http://localhost:8080", entity="flights-delay")
        >>> client.close()
    """

    def __init__(  # noqa: PLR0913 - a face
        self,
        url: str,
        entity: str,
        *,
        token: str | None = None,
        model_version: str | None = None,
        labels: Mapping[str, str] | None = None,
        spool: str | Path | None = None,
        spool_bytes: int = 256 * MIB,
        memory_bytes: int = 64 * MIB,
        pace: Pace = USUAL,
    ) -> None:
        token = os.environ.get(TOKEN, "") if token is None else token
        folder = Path(spool).absolute() if spool is not None else None
        place = address(url, entity)
        self._made: Callable[[], Pipeline] = lambda: Pipeline(place, token, pace, memory_bytes, folder, spool_bytes)
        self._pace, self._model_version, self._labels = pace, model_version, dict(labels or {})
        self._pipeline = self._made()
        if folder is not None:
            self._pipeline.start()  # for what an earlier process left
        life.begin(self)

    def log(
        self,
        features: Mapping[str, Any],
        *,
        score: Any = None,  # noqa: ANN401 - a number, of any library, or one for each class
        prediction: Any = None,  # noqa: ANN401 - a number or a class, of any library
        event_id: object = None,
        ts: datetime | None = None,
        model_version: str | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> str:
        """Log a prediction.

        Args:
            features: What the model was given, by name.
            score: What it answered, as a number; a mapping for several classes.
            prediction: What was decided.
            event_id: Its id, by which its target finds it; a new one where none is given.
            ts: When it was; now where it is not given.
            model_version: Which model answered.
            labels: What else to tell its windows apart by.

        Returns:
            The id; empty where the one that was given cannot be written.
        """
        pipeline = self._pipeline
        said = ""
        try:
            said = pipeline.ids.new() if event_id is None else str(event_id)
            event: dict[str, Any] = {"event_id": said, "ts": _time(ts)}
            event["features"] = features if isinstance(features, dict) else dict(features)
            if score is not None:
                event["score"] = score
            if prediction is not None:
                event["prediction"] = prediction
            if model_version is not None or self._model_version is not None:
                event["model_version"] = model_version or self._model_version
            if labels or self._labels:
                event["labels"] = {**self._labels, **(labels or {})}
            pipeline.add("events", encoded(event))
        except Exception as error:  # nothing of ours may reach the caller
            pipeline.lose("events", error)
        return said

    def log_target(self, event_id: object, target: Any, *, ts: datetime | None = None) -> None:  # noqa: ANN401 - as `prediction`
        """Log what was true.

        Args:
            event_id: Of which event.
            target: What was true.
            ts: When it became known; now where it is not given.
        """
        self._add("targets", {"event_id": event_id, "target": target, "ts": ts})

    def log_feedback(self, event_id: object, name: str, value: Any, *, ts: datetime | None = None) -> None:  # noqa: ANN401 - a number or a class
        """Log what a user, or a rule, made of a prediction.

        Args:
            event_id: Of which event.
            name: What it says, as `accepted`.
            value: What of it.
            ts: When it was; now where it is not given.
        """
        self._add("feedback", {"event_id": event_id, "name": name, "value": value, "ts": ts})

    def counts(self) -> Counts:
        """What became of the rows of this process."""
        return self._pipeline.counts()

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until all that was logged so far is the server's; says whether it was in time.

        Args:
            timeout_s: How long to wait.
        """
        return self._pipeline.flush(timeout_s)

    def close(self, timeout_s: float | None = None) -> None:
        """Send what is left, and stop; the end of the process does it too.

        Args:
            timeout_s: How long that may take; `exit_s` of the pace where it is not given.
        """
        life.over(self)
        self._pipeline.end(self._pace.exit_s if timeout_s is None else timeout_s)

    def begin_anew(self) -> None:
        """Begin anew in a forked child: what waits is the parent's to send."""
        self._pipeline.forget()
        self._pipeline = self._made()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self.close)

    def _add(self, kind: Kind, row: dict[str, Any]) -> None:
        try:
            row["event_id"], row["ts"] = str(row["event_id"]), _time(row["ts"])
            self._pipeline.add(kind, encoded(row))
        except Exception as error:  # nothing of ours may reach the caller
            self._pipeline.lose(kind, error)


def _time(ts: datetime | None) -> datetime:
    """A row's time; one without a zone is meant in UTC."""
    if ts is None:
        return datetime.fromtimestamp(time.time(), UTC)
    return ts if ts.tzinfo is not None else ts.replace(tzinfo=UTC)
