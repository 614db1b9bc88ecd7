"""A notice: a message that is about no single alert. It has the form of one, so that every channel can render it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from gnomon.notify.payload import VERSION, Payload, stamp

Kind = Literal["digest", "held"]
KINDS: tuple[Kind, ...] = ("digest", "held")


def payload(
    kind: Kind,
    name: str,
    instance: str,
    title: str,
    lines: Sequence[Mapping[str, str]],
    *,
    at: datetime,
    since: datetime,
    is_open: bool,
) -> Payload:
    """A notice as the outbox stores it.

    Args:
        kind: What sort of notice.
        name: What makes it the same notice; also its group, since it is no answer to another.
        instance: The name of this gnomon.
        title: Its first line.
        lines: What it says, each with a name and a text.
        at: Of when it is.
        since: Since when it tells.
        is_open: Whether something that it tells of goes on.
    """
    alert: dict[str, Any] = {
        "version": VERSION,
        "id": name,
        "alert_id": kind,
        "episode": at.date().isoformat(),
        "event": kind,
        "event_key": name,
        "entity": instance,
        "monitor": kind,
        "severity": "info",
        "state": "firing" if is_open else "resolved",
        "since": stamp(since),
        "fired_at": stamp(at),
        "title": title,
        "lines": list(lines),
        "links": [],
        "picture": None,
    }
    return {"version": VERSION, "reason": kind, "group": name, "alerts": [alert], "open": []}
