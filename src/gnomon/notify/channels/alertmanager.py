"""The channel `alertmanager`: the state of alerts, as Prometheus sends it, for Alertmanager to group and route.

It is no message of the outbox: every run says anew what fires, until when that
holds, and what has just ended. What a run could not say, the next one does.

Source: ALERTS 3.9; Alertmanager's API v2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from gnomon.notify import post, registry
from gnomon.notify.answers import Answer
from gnomon.notify.payload import Payload, stamp
from gnomon.notify.secret import Text, read

PATH = "/api/v2/alerts"
RESEND = timedelta(minutes=1)
HOLDS = 4
"""How many steps what fires is held to fire without another word."""

NO_NAME = re.compile(r"[^a-zA-Z0-9_]")


@dataclass(frozen=True, slots=True)
class AlertmanagerTarget:
    """Where the state goes.

    Attributes:
        url: Alertmanager's address, without the path of its API.
    """

    url: Text


@registry.channel(target=AlertmanagerTarget, grouping="episode", says=frozenset())
def alertmanager(
    key: str,
    payload: Payload,
    target: AlertmanagerTarget,
    /,
    *,
    client: httpx.Client,
    now: datetime,
    thread: str | None = None,
) -> Answer:
    """Say the state of alerts.

    Raises:
        UsageError: The address cannot be read.
    """
    url = read(target.url)
    body = json.dumps([posted(alert, now) for alert in payload["alerts"]], ensure_ascii=False)
    return post.post(client, f"{url.rstrip('/')}{PATH}", body.encode(), {"content-type": "application/json"})


def posted(alert: Mapping[str, Any], now: datetime) -> dict[str, Any]:  # Any: JSON
    """An alert in Alertmanager's form.

    Args:
        alert: As a payload has it; `starts_at` and `ends_at`, where they are known, are times on the wall.
        now: The time on the wall.
    """
    holds = now if alert["state"] == "resolved" else ends_at(now, timedelta(0))
    annotations = {"summary": alert["title"], "description": alert["summary"], "since": alert["since"]}
    if str(alert["runbook"]).startswith(("https://", "http://")):
        annotations["runbook_url"] = alert["runbook"]
    made = {
        "labels": {label(name): text for name, text in alert["labels"].items()},
        "annotations": annotations,
        "startsAt": alert.get("starts_at") or alert["observed_at"],
        "endsAt": alert.get("ends_at") or stamp(holds),
    }
    return made | ({"generatorURL": alert["links"][0]["url"]} if alert["links"] else {})


def ends_at(now: datetime, step: timedelta) -> datetime:
    """Until when what fires is held to fire without another word.

    Args:
        now: The time on the wall.
        step: How long until something is said again.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
        >>> print(ends_at(noon, timedelta(hours=1)), ends_at(noon, timedelta(0)))
        2026-03-01 16:00:00+00:00 2026-03-01 12:04:00+00:00
    """
    return now + HOLDS * max(step, RESEND)


def label(name: str) -> str:
    """A label's name as Prometheus takes it.

    Example:
        >>> label("feature.store"), label("7th")
        ('feature_store', '_7th')
    """
    made = NO_NAME.sub("_", name)
    return f"_{made}" if made[:1].isdigit() else made
