"""Entities: what is monitored, what happened to it, and how it is now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from gnomon.checks.verdict import Status
from gnomon.errors import UsageError
from gnomon.profiles.windows import Window
from gnomon.store.column_types import from_micros, stored
from gnomon.store.tables import entity as table
from gnomon.store.tables import entity_event, entity_status
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Calendar:
    """How an entity's windows are cut.

    Attributes:
        every: How long a window is (`1d`).
        zone: The time zone in which windows begin.
    """

    every: str
    zone: str

    def window(self, start: datetime, end: datetime) -> Window:
        """A window of the entity's."""
        return Window(start, end, self.zone)

    def window_of_micros(self, start: int, end: int) -> Window:
        """A window of the entity's, from microseconds since the epoch."""
        return self.window(from_micros(start), from_micros(end))


@dataclass(frozen=True, slots=True)
class EntityEvent:
    """Something that happened to an entity: a deployment, a new reference, a schema that changed."""

    entity: str
    at: datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class EntityStatus:
    """How an entity was at its last run."""

    entity: str
    status: Status
    reason: str
    at: datetime


def put(
    tx: Transaction,
    name: str,
    settings: Mapping[str, Any],
    upstream: Sequence[str] = (),
    *,
    every: str = "1d",
    zone: str = "UTC",
) -> None:
    """Keep an entity, or what is new of it. Everything else that is stored of it needs it to be there.

    Args:
        tx: The transaction.
        name: Its name.
        settings: What is configured, JSON-safe and without secrets.
        upstream: The entities it is made from.
        every: How long its windows are.
        zone: The time zone in which they begin.
    """
    row = {"name": name, "settings": settings, "upstream": list(upstream), "every": every, "zone": zone}
    tx.put(table, [row], [table.c.name])
    tx.known.pop(("calendar", name), None)


def names(tx: Transaction) -> list[str]:
    """The names of all entities, in order."""
    return sorted(tx.run(select(table.c.name)).scalars())


def settings(tx: Transaction, name: str) -> dict[str, Any]:
    """What was configured when the entity was last put.

    Raises:
        UsageError: There is no such entity.
    """
    return dict(_row(tx, name).settings)


def upstream(tx: Transaction, name: str) -> tuple[str, ...]:
    """The entities that it is made from.

    Raises:
        UsageError: There is no such entity.
    """
    return tuple(_row(tx, name).upstream)


def calendar(tx: Transaction, name: str) -> Calendar:
    """How the entity's windows are cut.

    Raises:
        UsageError: There is no such entity.
    """
    key = ("calendar", name)
    if key not in tx.known:
        row = _row(tx, name)
        tx.known[key] = Calendar(row.every, row.zone)
    found: Calendar = tx.known[key]
    return found


def event(tx: Transaction, entity: str, at: datetime, kind: str, text: str) -> bool:
    """Keep something that happened; False when it was kept before."""
    # A text may be longer than PostgreSQL lets a key be.
    digest = hashlib.blake2b(stored(text).encode(), digest_size=16).hexdigest()
    return tx.add(entity_event, {"entity": entity, "at": at, "kind": kind, "digest": digest, "text": text})


def events(tx: Transaction, entity: str, since: datetime | None = None) -> list[EntityEvent]:
    """What happened to an entity, oldest first."""
    c = entity_event.c
    query = select(c.entity, c.at, c.kind, c.text).where(c.entity == entity).order_by(c.at, c.id)
    if since is not None:
        query = query.where(c.at >= since)
    return [EntityEvent(*row) for row in tx.run(query)]


def status_put(tx: Transaction, entity: str, status: Status, reason: str, at: datetime) -> None:
    """Keep how an entity is."""
    row = {"entity": entity, "status": status, "reason": reason, "at": at}
    tx.put(entity_status, [row], [entity_status.c.entity])


def statuses(tx: Transaction) -> list[EntityStatus]:
    """How every entity that has run is, by name."""
    c = entity_status.c
    query = select(c.entity, c.status, c.reason, c.at).order_by(c.entity)
    return [EntityStatus(*row) for row in tx.run(query)]


def _row(tx: Transaction, name: str) -> Any:  # noqa: ANN401 - SQLAlchemy's row
    row = tx.run(select(table).where(table.c.name == name)).one_or_none()
    if row is None:
        raise UsageError(f"no entity {name!r} in this store. Run gnomon with a configuration that has it.")
    return row
