"""The dead man's switch: a sign of life after every run after which nothing waits to be told.

What gnomon could not do of an entity is an alert. What keeps alerts from being told
can be no alert: a machine that is off, a store that cannot be reached, a channel that
does not deliver. So a receiver elsewhere waits for this, and speaks when it stays away.

Source: ALERTS R62.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from gnomon.checks import phrases
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.notify import post
from gnomon.notify.channels.alertmanager import RESEND, ends_at
from gnomon.notify.deliver import Report
from gnomon.notify.payload import stamp
from gnomon.notify.post import Client
from gnomon.profiles.windows import Every
from gnomon.store import notify_log, outbox
from gnomon.store.open import Store

NAME = "GnomonWatchdog"
LOG = "heartbeat"
LEAST = timedelta(seconds=30)
"""Not sooner after the one before: half a minute, so that a run a minute is heard each time."""

Alert = dict[str, Any]  # Any: JSON


def is_well(store: Store, report: Report) -> bool:
    """Whether all that was to be told was, in this run and in those before.

    Args:
        store: The store of the configuration.
        report: Of the delivery.
    """
    if report.dead or report.put_off or report.stopped:
        return False
    with store.reading() as tx:
        return not outbox.failing(tx)


def watchdog(settings: Settings, channel: str, now: datetime) -> list[Alert]:
    """The alert that always fires, where the Alertmanager of a channel is to hear it.

    Args:
        settings: The configuration.
        channel: The channel's name.
        now: The time on the wall.
    """
    if settings.heartbeat is None or settings.heartbeat.via != channel:
        return []
    step = min((Every.parse(entity.every).length for entity in settings.entities.values()), default=RESEND)
    alert: Alert = {
        "labels": {"alertname": NAME, "instance": settings.instance, "kind": "self", "severity": "info"},
        "title": f"{settings.instance}: gnomon is well",
        "summary": "It fires as long as gnomon runs, and all that it has to tell is told.",
        "since": stamp(now),
        "runbook": None,
        "links": [],
        "state": "firing",
        "starts_at": stamp(now),
        "ends_at": stamp(ends_at(now, step)),
    }
    return [alert]


def beat(settings: Settings, store: Store, report: Report, client: Client, now: datetime) -> None:
    """Ask the address that waits for it, where all is well; what goes wrong stands in the report.

    Args:
        settings: The configuration.
        store: Its store.
        report: Of the delivery.
        client: As `post.client` makes it.
        now: The time on the wall.
    """
    address = None if settings.heartbeat is None else settings.heartbeat.address
    if address is None or not is_well(store, report) or not _is_due(store, now):
        return
    try:
        answer = post.get(client, address.read())
    except UsageError as error:
        report.unheard = f"{phrases.ended(str(error))} Mend that in heartbeat.url."
        return
    if answer.kind != "delivered":
        report.unheard = f"{phrases.ended(answer.text)} Check heartbeat.url, and that this machine may reach it."


def _is_due(store: Store, now: datetime) -> bool:
    """Whether the last one was long enough ago; then this is the last one."""
    with store.transaction() as tx:
        last = notify_log.get(tx, LOG, LOG)
        if last is not None and abs(now - datetime.fromisoformat(last["at"])) < LEAST:
            return False
        notify_log.put(tx, "", LOG, LOG, {"at": stamp(now)}, is_open=False)
    return True
