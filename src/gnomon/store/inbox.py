"""The inbox: batches that came in over HTTP, each once, until they are in the log.

The number of a batch is its place in the order in which batches are drained:
whoever reads up to a number has every batch below it, since on PostgreSQL too
numbers are given and committed one transaction after the other.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, delete, func, select, update

from gnomon.store.inbox_tables import batch as table
from gnomon.store.inbox_tables import inbox, refused
from gnomon.store.transaction import Transaction

Door = Literal["events", "targets", "feedback", "profiles"]

LONGEST_ROW = 4096
"""Characters of a refused row that are kept."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken.

    Attributes:
        place: Which row of its batch, from 0.
        reason: Why, in a sentence.
        row: The row itself, as text.
    """

    place: int
    reason: str
    row: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A batch as it arrived.

    Attributes:
        entity: Whose.
        door: Which way it came.
        batch_id: What its sender calls it.
        received_at: When, by the clock on the wall.
        rows: How many rows it has that were taken.
        body: Those rows, as an Arrow stream; of `profiles` a series of them.
        refused: The others.
        seq: Its place in the order; 0 before it is kept.
    """

    entity: str
    door: Door
    batch_id: str
    received_at: datetime
    rows: int
    body: bytes
    refused: tuple[Refused, ...] = ()
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A refused row with where it came from."""

    entity: str
    door: Door
    batch_id: str
    received_at: datetime
    refused: Refused


def name(tx: Transaction) -> str:
    """The inbox's own name, made at the first call."""
    found = tx.run(select(inbox.c.name)).scalar_one_or_none()
    if found is None:
        found = uuid.uuid4().hex
        tx.alone("inbox", "name")
        again = tx.run(select(inbox.c.name)).scalar_one_or_none()
        if again is not None:
            return str(again)
        tx.add(inbox, {"name": found})
    return str(found)


def put(tx: Transaction, arrived: Sequence[Arrived]) -> list[bool]:
    """Keep batches with the rows of them that were refused, each once.

    Args:
        tx: The transaction.
        arrived: Batches, in the order in which they are numbered.

    Returns:
        Of each, whether it is new; of a batch id that is known nothing is kept again.
    """
    tx.alone("inbox", "seq")
    return [_put(tx, one) for one in arrived]


def _put(tx: Transaction, one: Arrived) -> bool:
    row = {
        "entity": one.entity, "door": one.door, "batch_id": one.batch_id, 
        "received_at": one.received_at, "rows": one.rows, "waiting": len(one.body), "body": one.body,
    }  # fmt: skip
    is_new = tx.add(table, row)
    if is_new and one.refused:
        refuse(tx, one, one.refused)
    return is_new


def refuse(tx: Transaction, of: Arrived, rows: Sequence[Refused]) -> None:
    """Keep rows of a batch that were refused, where they can be seen; again changes nothing."""
    shared = {"entity": of.entity, "door": of.door, "batch_id": of.batch_id, "received_at": of.received_at}
    kept = [shared | {"place": one.place, "reason": one.reason, "row": one.row[:LONGEST_ROW]} for one in rows]
    c = refused.c
    tx.put(refused, kept, [c.entity, c.door, c.batch_id, c.place])


def last(tx: Transaction, entity: str, door: Door) -> int:
    """The number of the newest batch of an entity that waits; 0 where none does."""
    c = table.c
    query = select(func.max(c.seq)).where(c.entity == entity, c.door == door, c.waiting > 0)
    return int(tx.run(query).scalar_one() or 0)


def take(tx: Transaction, entity: str, door: Door, after: int, until: int, most_bytes: int) -> list[Arrived]:
    """The batches of an entity that wait, oldest first: at least one where there is one.

    Args:
        tx: A transaction.
        entity: Whose.
        door: Which way they came.
        after: Only those of a greater number.
        until: And up to this one.
        most_bytes: Of bodies together, past the first.
    """
    numbers = _waiting(tx, entity, door, after, until, most_bytes)
    if not numbers:
        return []
    c = table.c
    columns = (c.entity, c.door, c.batch_id, c.received_at, c.rows, c.body, c.seq)
    taken = select(*columns).where(*_within(entity, door, after, numbers[-1])).order_by(c.seq)
    return [
        Arrived(of, way, batch_id, at, rows, body, seq=seq) for of, way, batch_id, at, rows, body, seq in tx.run(taken)
    ]


def drained(tx: Transaction, entity: str, door: Door, until: int, most_bytes: int) -> bool:
    """Let go of the oldest bodies up to a number; what the batches are called stays known.

    Args:
        tx: A transaction.
        entity: Whose.
        door: Which way they came.
        until: The number of the last batch that is in the log.
        most_bytes: Of bodies together, past the first: who commits a batch waits as long as this takes.

    Returns:
        Whether there are more.
    """
    numbers = _waiting(tx, entity, door, 0, until, most_bytes)
    if not numbers:
        return False
    tx.run(update(table).where(*_within(entity, door, 0, numbers[-1])).values(waiting=0, body=b""))
    return numbers[-1] < until


def _waiting(tx: Transaction, entity: str, door: Door, after: int, until: int, most_bytes: int) -> list[int]:
    """The numbers of the oldest batches that wait, as many as have so many bytes; the first whatever it has."""
    c = table.c
    numbers: list[int] = []
    held = 0
    for seq, size in tx.run(select(c.seq, c.waiting).where(*_within(entity, door, after, until)).order_by(c.seq)):
        held += size
        if numbers and held > most_bytes:
            break
        numbers.append(seq)
    return numbers


def _within(entity: str, door: Door, after: int, until: int) -> tuple[ColumnElement[bool], ...]:
    c = table.c
    return c.entity == entity, c.door == door, c.seq > after, c.seq <= until, c.waiting > 0


def forget(tx: Transaction, before: datetime) -> None:
    """Forget drained batches and refused rows that came before a time: a batch id that is sent again then counts."""
    tx.run(delete(table).where(table.c.received_at < before, table.c.waiting == 0))
    tx.run(delete(refused).where(refused.c.received_at < before))


def waiting_bytes(tx: Transaction) -> int:
    """How many bytes of bodies wait, of all entities."""
    return int(tx.run(select(func.coalesce(func.sum(table.c.waiting), 0)).where(table.c.waiting > 0)).scalar_one())


def waiting(tx: Transaction) -> int:
    """How many batches wait, of all entities."""
    return int(tx.run(select(func.count()).select_from(table).where(table.c.waiting > 0)).scalar_one())


def refusals(tx: Transaction, entity: str, most: int) -> list[Kept]:
    """The newest rows of an entity that were refused, newest first."""
    c = refused.c
    query = select(c.door, c.batch_id, c.received_at, c.place, c.reason, c.row).where(c.entity == entity)
    found = tx.run(query.order_by(c.id.desc()).limit(most))
    return [Kept(entity, door, batch, at, Refused(*rest)) for door, batch, at, *rest in found]
