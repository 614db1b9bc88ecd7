"""Monitors and entities that are no longer configured: what fires of them is over, and is told so.

Source: ALERTS 1.2, T11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from gnomon.alerts import record
from gnomon.alerts import state as machine
from gnomon.alerts.policy import Policy
from gnomon.alerts.state import Firing
from gnomon.config.entity import Entity
from gnomon.config.monitor import SELF, WATCHES, Monitor
from gnomon.jobs.judging import keep
from gnomon.jobs.monitors import Plan, own
from gnomon.profiles.windows import Every
from gnomon.store import alerts as episodes
from gnomon.store import entities, verdicts
from gnomon.store.alerts import EpisodeRow, EpisodeState
from gnomon.store.transaction import Transaction

LIVE: Sequence[EpisodeState] = ("pending", "firing")


def monitors(tx: Transaction, entity: Entity, plans: Sequence[Plan], observed_at: datetime) -> tuple[Plan, ...]:
    """End what is live of monitors that are gone.

    Args:
        tx: The transaction.
        entity: Whose.
        plans: The monitors that it has.
        observed_at: The time on the wall.

    Returns:
        The monitors that are gone and of which something fired, so that it can be told.
    """
    known = {plan.name for plan in plans}
    found: dict[str, Plan] = {}
    for row in episodes.all(tx, entity.name, LIVE):
        if row.monitor in known:
            continue
        if row.state == "pending":
            episodes.drop(tx, row.alert_id, row.number)
            continue
        plan = found.setdefault(row.monitor, _plan(row, entity))
        _end(tx, entity, plan, row, observed_at)
    return tuple(found.values())


def gone(tx: Transaction, configured: Sequence[str]) -> list[Entity]:
    """The entities that are no longer configured and of which something is live, as they were.

    Args:
        tx: The transaction.
        configured: The names of those that are.
    """
    names = [name for name in entities.names(tx) if name not in configured and episodes.all(tx, name, LIVE)]
    return [Entity.model_validate(entities.settings(tx, name)) for name in names]


def _end(tx: Transaction, entity: Entity, plan: Plan, row: EpisodeRow, observed_at: datetime) -> None:
    episode = record.episode_from_record(row.record)
    if not isinstance(episode.state, Firing):
        return
    at = max(verdicts.judged_until(tx, entity.name) or row.started_at, row.started_at)
    ended, (event,) = machine.resolve(episode.state, at, "monitor_removed")
    keep.put(tx, entity, plan, replace(episode, state=ended), observed_at)
    keep.told(tx, entity, plan, row.number, event.kind, event.ts, observed_at, {"reason": event.reason})


def _plan(row: EpisodeRow, entity: Entity) -> Plan:
    """A monitor as its alert knows it."""
    if row.monitor == SELF:
        return replace(own(entity), labels=dict(row.labels))
    monitor = Monitor(name=row.monitor, off=True, watches=None if row.monitor in WATCHES else "expect")
    return Plan(monitor, Policy(Every.parse(entity.every).length), dict(row.labels), "")
