"""What senders send: frames as bodies, and entities that take them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl

from gnomon.config.entity import Entity
from gnomon.config.settings import Settings

NOW = datetime(2026, 1, 1, tzinfo=UTC)

LIVE: Mapping[str, Any] = {
    "source": {"live": True, "timestamp": "ts", "id": "id"},
    "targets": {"live": True, "id": "id", "timestamp": "known", "target": "label"},
    "score": "score",
    "prediction": "prediction",
    "owner": "me",
}


def settings(log: str, **given: Any) -> Settings:
    """A configuration with one live entity, `flights`."""
    said = {key: value for key, value in {**LIVE, **given}.items() if value is not None}
    return Settings(log=log, entities={"flights": Entity(**said)})


def events(frame: pl.DataFrame, batch_id: str | None = None, *, id: str = "id") -> bytes:
    """A JSON body of rows."""
    own = {id, "ts", "score", "prediction"}
    sent = [
        {
            "event_id": row[id],
            "ts": row["ts"].isoformat(),
            "features": {name: value for name, value in row.items() if name not in own},
            "score": row["score"],
            "prediction": row["prediction"],
        }
        for row in frame.iter_rows(named=True)
    ]
    return json.dumps({"batch_id": batch_id, "events": sent}).encode()


def targets(frame: pl.DataFrame, batch_id: str | None = None) -> bytes:
    """A JSON body of targets: rows of id, time and target, in this order."""
    sent = [{"event_id": key, "ts": at.isoformat(), "target": value} for key, at, value in frame.iter_rows()]
    return json.dumps({"batch_id": batch_id, "targets": sent}).encode()


def feedback(rows: Sequence[Mapping[str, Any]], batch_id: str | None = None) -> bytes:
    """A JSON body of feedback: rows of event_id, name, value and, where it is known, ts."""
    return json.dumps({"batch_id": batch_id, "feedback": rows}, default=str).encode()


def arrow(frame: pl.DataFrame) -> bytes:
    """An Arrow body."""
    out = io.BytesIO()
    frame.write_ipc_stream(out)
    return out.getvalue()
