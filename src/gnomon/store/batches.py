"""Batches: one version of one file, or one pushed or live batch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from gnomon.store.tables import batch as table
from gnomon.store.tables import sample
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Batch:
    """Where samples came from.

    Attributes:
        entity: The entity.
        door: The way in: `source`, `targets`, `push`, …
        name: The file's path, or the batch's id.
        version: What tells one version of a file from another (size, mtime, hash of the footer).
        until: Rows before this event time are profiled; None: all of them.
        rows: How many those are.
        id: Its key in the store; None before it is put.
    """

    entity: str
    door: str
    name: str
    version: str
    until: datetime | None = None
    rows: int = 0
    id: int | None = None


_COLUMNS = (
    table.c.entity,
    table.c.door,
    table.c.name,
    table.c.version,
    table.c.until,
    table.c.rows,
    table.c.id,
)


def find(tx: Transaction, entity: str, door: str, name: str) -> Batch | None:
    """The batch of a name, whatever its version."""
    query = select(*_COLUMNS).where(table.c.entity == entity, table.c.door == door, table.c.name == name)
    row = tx.run(query).one_or_none()
    return None if row is None else Batch(*row)


def put(tx: Transaction, batch: Batch) -> int:
    """Keep a batch, or the newer version of one of the same name, which keeps its id and its samples.

    Returns:
        Its id.
    """
    row = {column.name: getattr(batch, column.name) for column in _COLUMNS if column.name != "id"}
    tx.put(table, [row], [table.c.entity, table.c.door, table.c.name])
    found = find(tx, batch.entity, batch.door, batch.name)
    assert found is not None and found.id is not None  # noqa: S101 - it was just put
    return found.id


def all(tx: Transaction, entity: str, door: str) -> list[Batch]:
    """All batches that came in by a door, by name."""
    query = select(*_COLUMNS).where(table.c.entity == entity, table.c.door == door).order_by(table.c.name)
    return [Batch(*row) for row in tx.run(query)]


def drop(tx: Transaction, batch_id: int) -> list[datetime]:
    """Forget a batch and its samples.

    Returns:
        The starts of the windows that had a part of it, in order.
    """
    touched = select(sample.c.window_start).where(sample.c.batch_id == batch_id).distinct()
    starts = sorted(tx.run(touched).scalars())
    tx.run(delete(table).where(table.c.id == batch_id))
    return starts
