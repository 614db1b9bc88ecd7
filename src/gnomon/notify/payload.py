"""The stable form of a message: what the outbox stores and a webhook sends.

A field is never renamed or taken away within a version; `docs/schemas/alert-v1.json`
describes it, and a test holds both together.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from gnomon.alerts.verdict import Detail, Figures
from gnomon.notify.message import Message
from gnomon.notify.told import Told

Payload = Mapping[str, Any]  # JSON: its fields are of many types
VERSION = 1
LARGEST_DETAILS = 20_000  # bytes; ALERTS 3.2


def payload(told: Told, message: Message) -> dict[str, Any]:  # Any: JSON
    """The message of one alert as JSON values.

    Args:
        told: What is told.
        message: As `compose` wrote it.

    Returns:
        Times are RFC 3339 UTC; what is not known, or no finite number, is None. So is the picture: it takes a second
        to draw, few channels take one, and nobody needs it before the message is sent.
    """
    details = [_detail(each) for each in told.episode.details]
    kept = _within(details)
    return {
        "version": VERSION,
        "id": told.episode_id,
        "alert_id": told.alert_id,
        "episode": told.episode.number,
        "event": told.kind,
        "event_key": told.event_key,
        "entity": told.entity,
        "monitor": told.monitor,
        "kind": told.monitor_kind,
        "severity": told.severity,
        "state": "resolved" if told.is_over else "firing",
        "since": stamp(told.since),
        "started_at": stamp(told.episode.started_at),
        "fired_at": stamp(told.episode.fired_at),
        "ended_at": stamp(told.ended_at),
        "observed_at": stamp(told.observed_at),
        "reason": told.reason,
        "late": told.late is not None,
        "series": list(told.names),
        "title": message.title,
        "summary": message.summary,
        "lines": [{"name": line.name, "text": line.text} for line in message.lines],
        "labels": dict(told.labels),
        "figures": figures(told.now),
        "peak": figures(told.episode.peak),
        "details": kept,
        "details_left_out": len(details) - len(kept),
        "owner": told.owner or None,
        "runbook": told.runbook or None,
        "links": [{"name": name, "url": address} for name, address in message.links],
        "picture": None,
    }


def stamp(at: datetime | None) -> str | None:
    """A moment in RFC 3339, UTC.

    Example:
        >>> stamp(datetime(2013, 12, 31, tzinfo=UTC))
        '2013-12-31T00:00:00Z'
    """
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def figures(of: Figures) -> dict[str, float | None]:
    """The numbers of a verdict.

    Example:
        >>> figures(Figures(value=0.5, p=float("nan")))["value"], figures(Figures(p=float("nan")))["p"]
        (0.5, None)
    """
    names = ("value", "limit", "material", "effect", "low", "high", "p", "n")
    return {name: _finite(getattr(of, name)) for name in names}


def size(of: object) -> int:
    """Bytes of something as JSON."""
    return len(json.dumps(of, ensure_ascii=False, separators=(",", ":")).encode())


def _detail(detail: Detail) -> dict[str, Any]:  # Any: JSON
    part = detail.part
    named = {"series": part.series, "what": part.what, "segment": part.segment, "status": detail.status}
    return named | figures(detail.figures)


def _within(details: list[dict[str, Any]]) -> list[dict[str, Any]]:  # Any: JSON
    """The worst details, as many as fit."""
    room = LARGEST_DETAILS
    for place, each in enumerate(details):
        room -= size(each) + 1
        if room < 0:
            return details[:place]
    return details


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None
