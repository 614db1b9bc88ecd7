"""Incidents, which episodes belong to each, and their timelines: append-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import and_, func, select

from gnomon.alerts.incident import Incident
from gnomon.store.alerts import EpisodeRow
from gnomon.store.tables import episode, incident_event
from gnomon.store.tables import incident as table
from gnomon.store.tables import incident_episode as belongs
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class IncidentEventRow:
    """A line of a timeline.

    Attributes:
        incident_id: Of which incident.
        at: When.
        actor: Who: `user:…`, `system`.
        kind: What happened: `opened`, `firing`, `acknowledged`, `comment`, …
        text: In words.
    """

    incident_id: int
    at: datetime
    actor: str
    kind: str
    text: str


_INCIDENT = tuple(field.name for field in fields(Incident))
_EVENT = tuple(field.name for field in fields(IncidentEventRow))
_EPISODE = tuple(field.name for field in fields(EpisodeRow))


def open_of(tx: Transaction, key: str) -> Incident | None:
    """The incident of a key that is not over; until the end of the transaction nobody else changes it."""
    tx.alone("incident", key)
    return _one(tx, table.c.incident_key == key, table.c.status != "resolved")


def newest_of(tx: Transaction, key: str) -> Incident | None:
    """The incident of a key that was opened last."""
    return _one(tx, table.c.incident_key == key)


def get(tx: Transaction, id: int) -> Incident | None:
    """An incident by its number; None where there is none."""
    return _one(tx, table.c.id == id)


def of_episode(tx: Transaction, alert_id: str, number: int) -> Incident | None:
    """The incident that an episode belongs to."""
    here = select(belongs.c.incident_id).where(belongs.c.alert_id == alert_id, belongs.c.number == number)
    return _one(tx, table.c.id == here.scalar_subquery())


def add(tx: Transaction, incident: Incident) -> Incident:
    """Keep a new incident; where one of its key is open, that one.

    Returns:
        The incident with its number.
    """
    tx.add(table, {name: getattr(incident, name) for name in _INCIDENT if name != "id"})
    found = open_of(tx, incident.incident_key)
    assert found is not None  # noqa: S101 - it was kept, or another one of its key was there
    return replace(incident, id=found.id) if found == replace(incident, id=found.id) else found


def put(tx: Transaction, incident: Incident) -> None:
    """Keep an incident as it is now."""
    values = {name: getattr(incident, name) for name in _INCIDENT if name != "id"}
    tx.run(table.update().where(table.c.id == incident.id).values(values))


def all(
    tx: Transaction,
    entity: str | None = None,
    *,
    only_open: bool = False,
    before: int | None = None,
    most: int | None = None,
) -> list[Incident]:
    """Incidents, newest first.

    Args:
        tx: The transaction.
        entity: Only this entity's; None: all.
        only_open: Only those that are not over.
        before: Only those that were opened before the one of this number.
        most: How many at most; None: all.
    """
    query = select(*(table.c[name] for name in _INCIDENT)).order_by(table.c.id.desc()).limit(most)
    if before is not None:
        query = query.where(table.c.id < before)
    if entity is not None:
        query = query.where(table.c.entity == entity)
    if only_open:
        query = query.where(table.c.status != "resolved")
    return [Incident(**row) for row in tx.run(query).mappings()]


def count_open(tx: Transaction) -> int:
    """How many incidents are not over."""
    return int(tx.run(select(func.count()).select_from(table).where(table.c.status != "resolved")).scalar_one())


def open_by_episode(tx: Transaction) -> dict[tuple[str, int], Incident]:
    """The incidents that are not over, by the alert and number of each of their episodes."""
    query = (
        select(belongs.c.alert_id, belongs.c.number, *(table.c[name] for name in _INCIDENT))
        .join(table, table.c.id == belongs.c.incident_id)
        .where(table.c.status != "resolved")
    )
    return {(alert_id, number): Incident(*rest) for alert_id, number, *rest in tx.run(query)}


def attach(tx: Transaction, incident_id: int, alert_id: str, number: int) -> bool:
    """Say to which incident an episode belongs, for ever; False when that was said before."""
    return tx.add(belongs, {"alert_id": alert_id, "number": number, "incident_id": incident_id})


def episodes(tx: Transaction, incident_id: int) -> list[EpisodeRow]:
    """The episodes of an incident, oldest first."""
    on = and_(belongs.c.alert_id == episode.c.alert_id, belongs.c.number == episode.c.number)
    query = (
        select(*(episode.c[name] for name in _EPISODE)).join(belongs, on).where(belongs.c.incident_id == incident_id)
    )
    ordered = query.order_by(episode.c.started_at, episode.c.monitor, episode.c.number)
    return [EpisodeRow(**row) for row in tx.run(ordered).mappings()]


def say(tx: Transaction, row: IncidentEventRow) -> None:
    """Append a line to a timeline."""
    tx.run(incident_event.insert().values({name: getattr(row, name) for name in _EVENT}))


def timeline(tx: Transaction, incident_id: int) -> Sequence[IncidentEventRow]:
    """What happened to an incident, in the order in which it was written down."""
    c = incident_event.c
    query = select(*(c[name] for name in _EVENT)).where(c.incident_id == incident_id).order_by(c.id)
    return [IncidentEventRow(**row) for row in tx.run(query).mappings()]


def _one(tx: Transaction, *where: object) -> Incident | None:
    query = select(*(table.c[name] for name in _INCIDENT)).order_by(table.c.id.desc()).limit(1)
    for each in where:
        query = query.where(each)  # type: ignore[arg-type]  # SQLAlchemy's types of conditions differ
    row = tx.run(query).mappings().first()
    return None if row is None else Incident(**row)
