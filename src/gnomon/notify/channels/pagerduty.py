"""The channel `pagerduty`: events of the Events API v2, one for each alert, so that each is resolved by itself.

Source: ALERTS 3.5.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from gnomon.notify import post, registry
from gnomon.notify.answers import Answer
from gnomon.notify.payload import Payload
from gnomon.notify.secret import Text, read

EVENTS = "https://events.pagerduty.com/v2/enqueue"
CLIENT = "gnomon"
LONGEST_KEY, LONGEST_SUMMARY = 255, 1024  # characters
LARGEST = 512_000  # bytes of an event
SEVERITIES = {"critical": "critical", "high": "error", "warning": "warning", "info": "info"}
DETAILS = ("id", "labels", "figures", "peak", "details", "details_left_out", "owner", "runbook", "series", "since")
"""Fields of an alert that go into the event's own details."""


@dataclass(frozen=True, slots=True)
class PagerDutyTarget:
    """Where events go.

    Attributes:
        routing_key: The integration's key, a secret.
        instance: The name of this gnomon, in the key by which an event finds its incident.
        url: The address of the Events API; that of the EU is another.
    """

    routing_key: Text = field(repr=False)
    instance: str = "gnomon"
    url: Text = EVENTS


@registry.channel(target=PagerDutyTarget, grouping="episode")
def pagerduty(
    key: str,
    payload: Payload,
    target: PagerDutyTarget,
    /,
    *,
    client: httpx.Client,
    now: datetime,
    thread: str | None = None,
) -> Answer:
    """Send a row's event.

    Returns:
        What became of it; its `reference` is the event's `dedup_key`.

    Raises:
        UsageError: The routing key cannot be read.
    """
    url, routing = read(target.url), read(target.routing_key)
    made = {"routing_key": routing, **event(payload, target.instance)}
    answer = post.post(client, url, _encoded(made), {"content-type": "application/json"})
    return Answer(answer.kind, answer.text, answer.status, answer.retry_after, made["dedup_key"])


def event(payload: Payload, instance: str) -> dict[str, Any]:  # Any: JSON
    """The event of a row, without its routing key.

    Args:
        payload: What it says; of one episode.
        instance: The name of this gnomon.
    """
    (alert,) = payload["alerts"]
    name = f"gnomon:{instance}:{alert['alert_id']}:{alert['episode']}"[:LONGEST_KEY]
    if alert["state"] == "resolved":
        return {"event_action": "resolve", "dedup_key": name}
    links = [{"href": link["url"], "text": link["name"]} for link in alert["links"]]
    told: dict[str, Any] = {
        "event_action": "trigger",
        "dedup_key": name,
        "client": CLIENT,
        "links": links,
        "payload": {
            "summary": alert["title"][:LONGEST_SUMMARY],
            "source": alert["entity"],
            "severity": SEVERITIES[alert["severity"]],
            "timestamp": alert["fired_at"],
            "component": alert["monitor"],
            "group": alert["labels"].get("team") or alert["entity"],
            "class": alert["kind"],
            "custom_details": {
                **{line["name"]: line["text"] for line in alert["lines"]},
                **{field: alert[field] for field in DETAILS},
            },
        },
    }
    return {**told, "client_url": links[0]["href"]} if links else told


def _encoded(event: Mapping[str, Any]) -> bytes:  # Any: JSON
    """The bytes of an event, small enough to be taken."""
    body = json.dumps(event, ensure_ascii=False).encode()
    if len(body) < LARGEST:
        return body
    note = {"note": f"The details were {len(body)} bytes, and are left out. See gnomon alerts."}
    return json.dumps({**event, "payload": {**event["payload"], "custom_details": note}}, ensure_ascii=False).encode()
