"""The state of alerts for receivers that keep it themselves: said anew by every run, whatever was said before.

Source: ALERTS 3.9, R3, R8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import monitors
from gnomon.jobs.monitors import Plan
from gnomon.jobs.telling import routes
from gnomon.notify.channels.alertmanager import ends_at
from gnomon.notify.deliver import Bound, Failure, Report, sent
from gnomon.notify.payload import VERSION, stamp
from gnomon.notify.post import Client
from gnomon.store import alerts as episodes
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction

KIND = "alertmanager"
RESOLVED_FOR = timedelta(minutes=15)
"""How long an end is said again."""

Alert = dict[str, Any]  # Any: JSON


def feed(
    settings: Settings, store: Store, bound: Mapping[str, Bound], report: Report, *, client: Client, now: datetime
) -> None:
    """Say to each receiver of states what fires and what has just ended; what fails stands in the report.

    Args:
        settings: The configuration.
        store: Its store.
        bound: The channels of the configuration.
        report: Of the delivery.
        client: As `post.client` makes it.
        now: The time on the wall.
    """
    for channel in settings.channels.values():
        if channel.kind == KIND:
            with store.reading() as tx:
                states = _states(tx, settings, channel, now)
            if states:
                _say(channel.name, bound[channel.name], states, report, client, now)


def _say(name: str, bound: Bound, states: Sequence[Alert], report: Report, client: Client, now: datetime) -> None:
    payload = {"version": VERSION, "reason": "state", "group": KIND, "alerts": states, "open": []}
    row = OutboxRow(f"{KIND}@{stamp(now)}", name, KIND, KIND, "state", payload, now)
    answer = sent(bound, row, client, now)
    if answer.kind == "credential":
        report.stopped[name] = answer.text
    elif answer.kind != "delivered":
        report.put_off[row.key] = Failure(row.key, name, f"{len(states)} alerts", answer.text, answer.status, payload)


def _states(tx: Transaction, settings: Settings, channel: Channel, now: datetime) -> list[Alert]:
    """What fires, and what has just ended; of equal labels one: what fires before what does not, the oldest first."""
    found: dict[tuple[tuple[str, str], ...], Alert] = {}
    for entity in settings.entities.values():
        plans = {plan.name: plan for plan in monitors.plans(entity)}
        rows = [
            row
            for row in episodes.all(tx, entity.name, ("firing", "resolved", "retracted"))
            if row.monitor in plans and _is_led(settings, entity, plans[row.monitor], row, channel)
        ]
        for row in sorted(rows, key=lambda row: (row.state != "firing", row.started_at)):
            if row.state == "firing" or now - row.observed_at <= RESOLVED_FOR:
                made = _state(tx, plans[row.monitor], row, now)
                found.setdefault(tuple(sorted(made["labels"].items())), made)
    return list(found.values())


def _is_led(settings: Settings, entity: Entity, plan: Plan, row: EpisodeRow, channel: Channel) -> bool:
    return any(way.channel == channel.name for way in routes.of_row(settings, entity, plan.monitor, row))


def _state(tx: Transaction, plan: Plan, row: EpisodeRow, now: datetime) -> Alert:
    events = episodes.events(tx, row.entity, row.alert_id)
    fired = [one.observed_at for one in events if one.number == row.number and one.kind == "firing"]
    is_firing = row.state == "firing"
    return {
        "labels": row.matched_labels,
        "title": f"{row.entity}: {row.monitor}",
        "summary": row.summary,
        "since": stamp(row.since),
        "runbook": plan.monitor.runbook,
        "links": [],
        "state": "firing" if is_firing else "resolved",
        "starts_at": stamp(fired[0] if fired else row.observed_at),
        "ends_at": stamp(ends_at(now, plan.policy.length) if is_firing else row.observed_at),
    }
