"""Frozen references: what current windows are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select, update

from gnomon.store.tables import reference as table
from gnomon.store.transaction import Transaction

ReferenceStatus = Literal["active", "retired"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it was frozen.

    Attributes:
        entity: Whose.
        name: Which of the entity's; at most one of a name is active.
        made_at: When.
        digest: Hash of its content.
        series: `ProfileSeries.to_bytes()`.
        outcomes: Outcomes by window, as `blob.outcomes_to_bytes` writes them; empty without targets.
        segments: The segment set, JSON-safe.
        excluded: What was left out and why, JSON-safe.
        settings: How it was made, JSON-safe.
        status: `active` or `retired`.
        id: Its key in the store; None before it is put.
    """

    entity: str
    name: str
    made_at: datetime
    digest: str
    series: bytes
    outcomes: bytes = b""
    segments: Mapping[str, Any] | None = None
    excluded: Mapping[str, Any] | None = None
    settings: Mapping[str, Any] | None = None
    status: ReferenceStatus = "active"
    id: int | None = None


_COLUMNS = tuple(table.c[name] for name in Reference.__dataclass_fields__)


def put(tx: Transaction, reference: Reference) -> int:
    """Keep a reference; one that is active retires the one before it of the same name.

    The same content again changes nothing.

    Returns:
        Its id.
    """
    before = active(tx, reference.entity, reference.name)
    if before is not None and before.id is not None and reference.status == "active":
        if before.digest == reference.digest:
            return before.id
        retire(tx, before.id)
    row = {column.name: getattr(reference, column.name) for column in _COLUMNS if column.name != "id"}
    row |= {name: row[name] or {} for name in ("segments", "excluded", "settings")}
    made = tx.run(table.insert().values(row)).inserted_primary_key
    assert made is not None  # noqa: S101 - a row was inserted
    return int(made[0])


def active(tx: Transaction, entity: str, name: str = "reference") -> Reference | None:
    """The reference of a name that is in use."""
    c = table.c
    query = select(*_COLUMNS).where(c.entity == entity, c.name == name, c.status == "active")
    row = tx.run(query).one_or_none()
    return None if row is None else Reference(*row)


def all(tx: Transaction, entity: str) -> list[Reference]:
    """Every reference of an entity, oldest first."""
    query = select(*_COLUMNS).where(table.c.entity == entity).order_by(table.c.id)
    return [Reference(*row) for row in tx.run(query)]


def retire(tx: Transaction, reference_id: int) -> None:
    """Take a reference out of use; it stays to be read."""
    tx.run(update(table).where(table.c.id == reference_id).values(status="retired"))
