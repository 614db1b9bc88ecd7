"""The client: what serving code calls."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, overload

from gnomon.client import frames, life, sampling
from gnomon.client.address import address
from gnomon.client.batch import ARROW, Kind
from gnomon.client.buffer import Made
from gnomon.client.encoding import encoded
from gnomon.client.observing import F, Observed, Output, observed
from gnomon.client.pace import USUAL, Pace
from gnomon.client.pipeline import Pipeline
from gnomon.client.redaction import Redact, redaction
from gnomon.client.tally import Counts
from gnomon.errors import UsageError

TOKEN = "GNOMON_TOKEN"  # noqa: S105 - the name of a variable
MIB = 1024 * 1024

FIELDS = ("event_id", "ts", "score", "prediction", "model_version")
"""Columns of a frame that are no features."""

REDACTED = ("event_id", "score", "prediction", "target", "value")
"""Fields of a row that rules may name."""


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
        sample: The share of events that are logged, and of targets: those of the same events. It goes with each event
            as the label `sample_rate`.
        redact: What never leaves the process.
        spool: A folder for what cannot be sent now, so that it outlives the process.
        spool_bytes: The most that waits there, for each process.
        memory_bytes: The most that waits in memory.
        pace: How often, how patient.

    Raises:
        UsageError: The address, the name or the share cannot be one.

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
        labels: Mapping[str, Any] | None = None,
        sample: float = 1.0,
        redact: Sequence[Redact] = (),
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
        if not 0 < sample <= 1:
            raise UsageError(f"sample={sample!r} is no share of events. Write a number above 0, up to 1.")
        self._sample = sample
        if sample < 1:
            self._labels[sampling.RATE] = sample
        self._redaction = redaction(redact) if redact else None
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
        labels: Mapping[str, Any] | None = None,
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
            if self._sample < 1 and not sampling.is_kept(said, self._sample):
                pipeline.leave_out()
                return said
            event: dict[str, Any] = {"event_id": said, "ts": moment(ts)}
            event["features"] = features if isinstance(features, dict) else dict(features)
            if score is not None:
                event["score"] = score
            if prediction is not None:
                event["prediction"] = prediction
            if model_version is not None or self._model_version is not None:
                event["model_version"] = model_version or self._model_version
            if labels or self._labels:
                event["labels"] = {**self._labels, **(labels or {})}
            pipeline.add("events", encoded(event if self._redaction is None else self._redacted(event)))
        except Exception as error:  # nothing of ours may reach the caller
            pipeline.lose("events", error)
        return said

    def log_batch(self, frame: Any) -> list[str]:  # noqa: ANN401 - a frame of any library
        """Log many predictions at once.

        Args:
            frame: A frame of Polars, pandas or PyArrow, or rows as mappings. Its columns `event_id`, `ts`, `score`,
                `prediction` and `model_version` are what they say where they are there; all others are features.

        Returns:
            The ids, in the order of the rows.
        """
        try:
            ids = None if self._redaction or self._sample < 1 else self._log_streams(frame)
        except Exception:  # a column that Arrow cannot say: row by row it is logged, or counted
            ids = None
        if ids is not None:
            return ids
        ids = []
        try:
            for row in frames.rows(frame):
                ids.append(self._log_row(row))
        except Exception as error:  # nothing of ours may reach the caller
            self._pipeline.lose("events", error)
        return ids

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

    def heartbeat(self, *, ok: bool = True, duration: float | None = None, instance: str | None = None) -> None:
        """Say that this job or service lives; never left out by sampling.

        Args:
            ok: Whether what it did went well.
            duration: How long it took, in seconds.
            instance: Which of several it is.
        """
        pipeline = self._pipeline
        try:
            said = {"ok": ok, "duration": duration, "instance": instance}
            features = {name: value for name, value in said.items() if value is not None}
            pipeline.add("events", encoded({"event_id": pipeline.ids.new(), "ts": moment(None), "features": features}))
        except Exception as error:  # nothing of ours may reach the caller
            pipeline.lose("events", error)

    @overload
    def observe(self, function: F, /) -> F: ...

    @overload
    def observe(self, function: None = None, /, *, output: Output = ...) -> Callable[[F], F]: ...

    def observe(self, function: F | None = None, /, *, output: Output = "prediction") -> F | Callable[[F], F]:
        """Log each call of a function: its arguments, its answer, its length in seconds, and its exceptions.

        Args:
            function: The function, or the coroutine's. Its arguments are features; one mapping, frame or list of rows
                alone is a row, or many.
            output: Whether its answer is the `prediction` or the `score`; one that is a mapping says so itself.

        Example:
            >>> client = Client("http://localhost:8080", "flights-delay")
            >>> @client.observe(output="score")
            ... def predict(distance: float) -> float:
            ...     return distance / 5000
            >>> predict(2500)
            0.5
            >>> client.close(0)
        """
        return observed(self, function, output) if function is not None else lambda one: observed(self, one, output)

    def prediction(self, features: Mapping[str, Any], *, event_id: object = None) -> Observed:
        """A prediction that is made in a `with` block; its `score` and `prediction` are set there.

        Args:
            features: What the model is given.
            event_id: Its id; a new one where none is given.
        """
        return Observed(self, features, event_id)

    def log_observed(self, lasted: Mapping[str, Any], observed: Observed) -> None:
        """Log what was observed.

        Args:
            lasted: How long it took, and what went wrong.
            observed: It.
        """
        try:
            for row in observed.rows(lasted):
                self.log(**row)
        except Exception as error:  # nothing of ours may reach the caller
            self._pipeline.lose("events", error)

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

    def new_id(self) -> str:
        """An id for an event that is logged later."""
        return self._pipeline.ids.new()

    def _add(self, kind: Kind, row: dict[str, Any]) -> None:
        pipeline = self._pipeline
        try:
            row["event_id"], row["ts"] = str(row["event_id"]), moment(row["ts"])
            if self._sample < 1 and not sampling.is_kept(row["event_id"], self._sample):
                pipeline.leave_out()
            else:
                pipeline.add(kind, encoded(row if self._redaction is None else self._redacted(row)))
        except Exception as error:  # nothing of ours may reach the caller
            pipeline.lose(kind, error)

    def _redacted(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._redaction is None:
            return row
        inside = {name: self._redaction(row[name]) for name in ("features", "labels") if name in row}
        outside = self._redaction({name: row[name] for name in REDACTED if name in row})
        return {name: value for name, value in row.items() if name not in REDACTED} | inside | outside

    def _log_row(self, row: Mapping[str, Any]) -> str:
        """Log a flat row; NaN is what pandas has where there is nothing."""
        features = {str(name): value for name, value in row.items() if name not in FIELDS}
        fields = {name: row[name] for name in FIELDS if name in row and row[name] == row[name]}
        return self.log(features, **fields)

    def _log_streams(self, frame: Any) -> list[str] | None:  # noqa: ANN401 - a frame of any library
        names = frames.columns(frame)
        if names is None:
            return None
        pipeline = self._pipeline
        ids = (
            frames.texts(frame, "event_id") if "event_id" in names else [pipeline.ids.new() for _ in range(len(frame))]
        )
        given = {"event_id": ids, **self._labels}
        if "ts" not in names:
            given["ts"] = moment(None)
        if "model_version" not in names and self._model_version is not None:
            given["model_version"] = self._model_version
        streams = frames.streams(frame, given)
        if streams is None:
            return None
        for rows, stream in list(streams):  # all of it can be said before any of it is
            pipeline.put(Made(pipeline.ids.new(), "events", rows, stream, ARROW))
        return ids


def moment(ts: Any) -> Any:  # noqa: ANN401 - in a frame it may be whatever the server reads as a time
    """A row's time: now where none is given; one without a zone is meant in UTC.

    Args:
        ts: The time.
    """
    if ts is None:
        return datetime.fromtimestamp(time.time(), UTC)
    return ts.replace(tzinfo=UTC) if isinstance(ts, datetime) and ts.tzinfo is None else ts
