"""Episodes of alerts as people see them, and what happened to them, event by event."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, delete, or_, select, tuple_

from gnomon.alerts.policy import Severity
from gnomon.store.tables import alert_event
from gnomon.store.tables import episode as table
from gnomon.store.transaction import Transaction

EpisodeState = Literal["pending", "firing", "resolved", "retracted"]
"""`retracted`: late data say that it never fired."""

FIRING: Sequence[EpisodeState] = ("firing",)


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode as it is listed.

    Attributes:
        entity: Of which entity.
        monitor: Of which monitor.
        alert_id: Of which alert.
        number: Its number within the alert.
        labels: The alert's labels.
        severity: How severe.
        state: Where it is.
        since: Start of its first violating window.
        started_at: End of its first violating window.
        fired_at: When it fired; None while pending.
        ended_at: When it was resolved; None before.
        series: Its series, worst first.
        summary: The sentence.
        record: `alerts.record.episode_to_record`.
        observed_at: When, by the wall clock, its state was seen.
    """

    entity: str
    monitor: str
    alert_id: str
    number: int
    labels: Mapping[str, str]
    severity: Severity
    state: EpisodeState
    since: datetime
    started_at: datetime
    fired_at: datetime | None
    ended_at: datetime | None
    series: Sequence[str]
    summary: str
    record: Mapping[str, Any]
    observed_at: datetime

    @property
    def id(self) -> str:
        """Its name for people and receivers."""
        return f"{self.alert_id}-{self.number}"

    @property
    def matched_labels(self) -> dict[str, str]:
        """What matchers look at: the alert's labels, with its severity as it is now."""
        return {**self.labels, "severity": self.severity}


@dataclass(frozen=True, slots=True)
class AlertEventRow:
    """Something that happened to an episode.

    Attributes:
        key: What makes it the same event: `alert_id:episode:event:seq`.
        entity: Of which entity.
        monitor: Of which monitor.
        alert_id: Of which alert.
        number: Of which of its episodes.
        kind: `firing`, `resolved`, `revised`, `retracted`, …
        at: Event time.
        observed_at: When it was seen, by the wall clock.
        record: What a message of it needs, JSON-safe.
    """

    key: str
    entity: str
    monitor: str
    alert_id: str
    number: int
    kind: str
    at: datetime
    observed_at: datetime
    record: Mapping[str, Any]


_EPISODE = tuple(field.name for field in fields(EpisodeRow))
_EVENT = tuple(field.name for field in fields(AlertEventRow))


def put(tx: Transaction, row: EpisodeRow) -> None:
    """Keep an episode as it is now."""
    values = {name: getattr(row, name) for name in _EPISODE} | {"series": list(row.series)}
    tx.put(table, [values], [table.c.alert_id, table.c.number])


def drop(tx: Transaction, alert_id: str, number: int) -> None:
    """Forget an episode that never fired: its number is given again."""
    tx.run(delete(table).where(table.c.alert_id == alert_id, table.c.number == number))


def all(
    tx: Transaction,
    entity: str | None = None,
    states: Collection[EpisodeState] = ("firing", "resolved"),
    monitor: str | None = None,
    *,
    severities: Collection[Severity] = (),
    after: EpisodeRow | None = None,
    most: int | None = None,
) -> list[EpisodeRow]:
    """Episodes, newest first.

    Args:
        tx: The transaction.
        entity: Only this entity's; None: all.
        states: Only those in one of these states.
        monitor: Only this monitor's; None: all.
        severities: Only those as severe as one of these; empty: all.
        after: Only those that follow this one in this order.
        most: How many at most; None: all.
    """
    c = table.c
    query = select(*(c[name] for name in _EPISODE)).where(c.state.in_(list(states)))
    if entity is not None:
        query = query.where(c.entity == entity)
    if monitor is not None:
        query = query.where(c.monitor == monitor)
    if severities:
        query = query.where(c.severity.in_(list(severities)))
    if after is not None:
        place, last = (c.entity, c.monitor, c.alert_id), (after.entity, after.monitor, after.alert_id)
        same = and_(c.started_at == after.started_at, *(name == value for name, value in zip(place, last, strict=True)))
        later = and_(c.started_at == after.started_at, tuple_(*place) > tuple_(*last))
        query = query.where(or_(c.started_at < after.started_at, later, and_(same, c.number < after.number)))
    ordered = query.order_by(c.started_at.desc(), c.entity, c.monitor, c.alert_id, c.number.desc()).limit(most)
    return [EpisodeRow(**row) for row in tx.run(ordered).mappings()]


def get(tx: Transaction, alert_id: str, number: int) -> EpisodeRow | None:
    """An episode; None where there is none."""
    here = (table.c.alert_id == alert_id, table.c.number == number)
    row = tx.run(select(*(table.c[name] for name in _EPISODE)).where(*here)).mappings().first()
    return None if row is None else EpisodeRow(**row)


def event(tx: Transaction, row: AlertEventRow) -> bool:
    """Keep an event; False when it was kept before: then nobody is told again."""
    return tx.add(alert_event, {name: getattr(row, name) for name in _EVENT})


def events(
    tx: Transaction, entity: str | None = None, alert_id: str | None = None, since: datetime | None = None
) -> list[AlertEventRow]:
    """Events in the order in which they were kept.

    Args:
        tx: The transaction.
        entity: Only this entity's; None: all.
        alert_id: Only this alert's; None: all.
        since: Only those at this event time or later; None: all.
    """
    c = alert_event.c
    query = select(*(c[name] for name in _EVENT)).order_by(c.id)
    if entity is not None:
        query = query.where(c.entity == entity)
    if alert_id is not None:
        query = query.where(c.alert_id == alert_id)
    if since is not None:
        query = query.where(c.at >= since)
    return [AlertEventRow(**row) for row in tx.run(query).mappings()]
