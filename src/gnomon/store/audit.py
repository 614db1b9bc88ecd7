"""The audit: who changed what, append-only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select

from gnomon.store.tables import audit as table
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Something that was changed.

    Attributes:
        at: When.
        actor: Who: `user:…`, `system`, `action:…`.
        action: What was done.
        entity: To which entity; empty for none.
        detail: What changed, JSON-safe and without secrets.
    """

    at: datetime
    actor: str
    action: str
    entity: str
    detail: Mapping[str, Any]


_COLUMNS = tuple(table.c[field.name] for field in fields(AuditRow))


def put(tx: Transaction, row: AuditRow) -> None:
    """Append a row."""
    tx.run(table.insert().values({field.name: getattr(row, field.name) for field in fields(row)}))


def all(tx: Transaction, entity: str | None = None) -> list[AuditRow]:
    """Every row, or those of one entity, oldest first."""
    query = select(*_COLUMNS).order_by(table.c.id)
    if entity is not None:
        query = query.where(table.c.entity == entity)
    return [AuditRow(**row) for row in tx.run(query).mappings()]
