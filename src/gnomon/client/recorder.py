"""The recorder: what serving code calls where its rows must not leave the process."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from gnomon.client import life
from gnomon.client.address import address
from gnomon.client.client import MIB, TOKEN, moment
from gnomon.client.encoding import encoded
from gnomon.client.pace import Pace
from gnomon.client.recording import Recording
from gnomon.client.tally import Counts

EACH_MINUTE = Pace(every_s=60.0, exit_s=5.0)


class Recorder:
    """Profiles predictions within the process, and sends only the profiles of their windows.

    No call waits for the network, the disk or the profiling, and none but the constructor raises.

    Args:
        url: Where the server is.
        entity: What is monitored; the server says how its rows are cut and called.
        token: What to show the server; the variable `GNOMON_TOKEN` where none is given.
        model_version: That of events which say none of their own.
        labels: Those of all events; an event's own come on top.
        spool: A folder for profiles that cannot be sent before the process ends.
        memory_bytes: The most that waits in memory to be profiled.
        pace: How often profiles are sent, how patient.

    Raises:
        UsageError: The address or the name cannot be one.

    Example:
        >>> recorder = Recorder("http://localhost:8080", entity="flights-delay")
        >>> recorder.close()
    """

    def __init__(
        self,
        url: str,
        entity: str,
        *,
        token: str | None = None,
        model_version: str | None = None,
        labels: Mapping[str, Any] | None = None,
        spool: str | Path | None = None,
        memory_bytes: int = 16 * MIB,
        pace: Pace = EACH_MINUTE,
    ) -> None:
        token = os.environ.get(TOKEN, "") if token is None else token
        folder = Path(spool).absolute() if spool is not None else None
        place = address(url, entity)
        self._made: Callable[[], Recording] = lambda: Recording(place, token, pace, memory_bytes, folder)
        self._pace, self._given = pace, dict(labels or {})
        if model_version is not None:
            self._given["model_version"] = model_version
        self._recording = self._made()
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
    ) -> None:
        """Take a prediction into the profile of its window.

        Args:
            features: What the model was given, by name.
            score: What it answered, as a number; a mapping for several classes.
            prediction: What was decided.
            event_id: Its id, by which repeats are counted.
            ts: When it was; now where it is not given.
            model_version: Which model answered.
            labels: What else to tell its windows apart by.
        """
        recording = self._recording
        try:
            said = {"score": score, "prediction": prediction, "model_version": model_version}
            if event_id is not None:
                said["event_id"] = str(event_id)
            row: dict[str, Any] = {**features, **self._given, **(labels or {})}
            row |= {name: value for name, value in said.items() if value is not None}
            row["ts"] = moment(ts)
            recording.add(encoded(row))
        except Exception as error:  # nothing of ours may reach the caller
            recording.lose(error)

    def counts(self) -> Counts:
        """What became of the rows of this process: `sent` are those whose profiles the server has."""
        return self._recording.counts()

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until the server has the profiles of all that was logged so far; says whether it was in time.

        Args:
            timeout_s: How long to wait.
        """
        return self._recording.flush(timeout_s)

    def close(self, timeout_s: float | None = None) -> None:
        """Send the profiles that are left, and stop; the end of the process does it too.

        Args:
            timeout_s: How long that may take; `exit_s` of the pace where it is not given.
        """
        life.over(self)
        self._recording.end(self._pace.exit_s if timeout_s is None else timeout_s)

    def begin_anew(self) -> None:
        """Begin anew in a forked child: what was logged before is the parent's to send."""
        self._recording.forget()
        self._recording = self._made()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
