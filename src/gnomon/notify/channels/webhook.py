"""The channel `webhook`: a CloudEvent, signed as Standard Webhooks, one for each event of an alert.

The bytes that are signed are those that are sent. The id is the row's key, the
same on every try: a receiver that keeps it sees each message once.

Source: ALERTS 3.7; CloudEvents 1.0.2, structured mode.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from gnomon.notify import notice, post, registry, signing
from gnomon.notify.answers import Answer
from gnomon.notify.payload import Payload
from gnomon.notify.secret import Text, read

CONTENT_TYPE = "application/cloudevents+json"
NOWHERE = "gnomon:/"
"""Stands for the address of the pages where there are none: a schema is named by a whole URI."""


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """Where events go.

    Attributes:
        url: The address.
        secrets: `whsec_…`: the current one first, during a rotation the old one too; none: unsigned.
        instance: The name of this gnomon, in the event's source.
        pages: The address of its pages.
    """

    url: Text
    secrets: tuple[Text, ...] = ()
    instance: str = "default"
    pages: str = NOWHERE


@registry.channel(target=WebhookTarget, grouping="episode", max_age=timedelta(hours=72))
def webhook(
    key: str,
    payload: Payload,
    target: WebhookTarget,
    /,
    *,
    client: httpx.Client,
    now: datetime,
    thread: str | None = None,
) -> Answer:
    """Send a row's event.

    Raises:
        UsageError: A secret cannot be read, or is none.
    """
    body = encoded(event(key, payload, target))
    url, secrets = read(target.url), [read(secret) for secret in target.secrets]
    headers = signing.headers(key, now, body, secrets)
    return post.post(client, url, body, {"content-type": CONTENT_TYPE, **headers})


def event(key: str, payload: Payload, target: WebhookTarget) -> dict[str, Any]:  # Any: JSON
    """The CloudEvent of a row.

    Args:
        key: The row's key.
        payload: What it says; of one episode.
        target: Where it goes.
    """
    (alert,) = payload["alerts"]
    is_notice = payload["reason"] in notice.KINDS
    made = {
        "specversion": "1.0",
        "id": key,
        "source": f"/gnomon/{target.instance}",
        "type": f"gnomon.{alert['event']}" if is_notice else f"gnomon.alert.{alert['event']}",
        "subject": alert["alert_id"],
        "time": alert["fired_at"],
        "datacontenttype": "application/json",
        "dataschema": f"{target.pages.rstrip('/')}/schemas/{alert['event'] if is_notice else 'alert'}-v1.json",
        "data": {**alert, "why": payload["reason"]},
    }
    return {name: value for name, value in made.items() if value is not None}


def encoded(event: dict[str, Any]) -> bytes:  # Any: JSON
    """The bytes that are signed and sent."""
    return json.dumps(event, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
