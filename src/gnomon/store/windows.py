"""Windows that have rows: how many, which state of their data, and what is known of their targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, UnaryExpression, func, select, update

from gnomon.profiles.windows import Window
from gnomon.store import entities
from gnomon.store.stretch import within
from gnomon.store.tables import entity_window as table
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class WindowRow:
    """What is known of a window.

    Attributes:
        window: Which.
        revision: Which state of its data; grows by one whenever its samples change.
        rows: Its rows.
        newest: The newest event time in it.
        target_digest: What tells one set of its targets from another.
        arrivals: When its targets came, as bytes of `checks.maturity.Arrivals`.
    """

    window: Window
    revision: int
    rows: int
    newest: datetime | None = None
    target_digest: bytes = b""
    arrivals: bytes = b""


def put(tx: Transaction, entity: str, row: WindowRow) -> None:
    """Keep what is known of a window in place of what was."""
    values = {
        "entity": entity,
        "window_start": row.window.start,
        "window_end": row.window.end,
        "revision": row.revision,
        "rows": row.rows,
        "newest": row.newest,
        "target_digest": row.target_digest,
        "arrivals": row.arrivals,
    }
    tx.put(table, [values], [table.c.entity, table.c.window_start])


def all(tx: Transaction, entity: str, since: datetime | None = None, until: datetime | None = None) -> list[WindowRow]:
    """The windows that lie wholly within `[since, until)`, oldest first.

    Raises:
        UsageError: There is no such entity.
    """
    calendar = entities.calendar(tx, entity)
    query = _rows(entity).where(*within(table, since, until)).order_by(table.c.window_start)
    return [WindowRow(calendar.window(start, end), *rest) for start, end, *rest in tx.run(query)]


def starts(tx: Transaction, entity: str, since: datetime | None, until: datetime | None, most: int) -> list[datetime]:
    """When the first windows within `[since, until)` start, oldest first.

    Args:
        tx: The transaction.
        entity: Whose.
        since: From when on; None: from the first.
        until: Until when; None: to the last.
        most: How many at most.
    """
    query = select(table.c.window_start).where(table.c.entity == entity, *within(table, since, until))
    return list(tx.run(query.order_by(table.c.window_start).limit(most)).scalars())


def first(tx: Transaction, entity: str) -> WindowRow | None:
    """The oldest window that has rows; None before there is one.

    Raises:
        UsageError: There is no such entity.
    """
    return _end(tx, entity, table.c.window_start.asc())


def last(tx: Transaction, entity: str, before: datetime | None = None) -> WindowRow | None:
    """The newest window that has rows; None before there is one.

    Args:
        tx: The transaction.
        entity: Whose.
        before: Only of those that start before this time; None: of all.

    Raises:
        UsageError: There is no such entity.
    """
    return _end(tx, entity, table.c.window_start.desc(), before)


def rows(tx: Transaction, entity: str) -> int:
    """How many rows an entity's windows have."""
    query = select(func.coalesce(func.sum(table.c.rows), 0)).where(table.c.entity == entity)
    return int(tx.run(query).scalar_one())


def _end(tx: Transaction, entity: str, order: UnaryExpression[Any], before: datetime | None = None) -> WindowRow | None:
    calendar, query = entities.calendar(tx, entity), _rows(entity).where(table.c.rows > 0)
    if before is not None:
        query = query.where(table.c.window_start < before)
    found = tx.run(query.order_by(order).limit(1))
    return next((WindowRow(calendar.window(start, end), *rest) for start, end, *rest in found), None)


def _rows(entity: str) -> Select[*tuple[Any, ...]]:
    c = table.c
    columns = (c.window_start, c.window_end, c.revision, c.rows, c.newest, c.target_digest, c.arrivals)
    return select(*columns).where(c.entity == entity)


def unmeasured(tx: Transaction, entity: str, until: datetime) -> list[WindowRow]:
    """The windows that are over and whose measurements are not of their rows and targets, oldest first.

    Args:
        tx: The transaction.
        entity: Whose.
        until: Now.

    Raises:
        UsageError: There is no such entity.
    """
    calendar, c = entities.calendar(tx, entity), table.c
    query = _rows(entity).where(c.rows > 0, c.measured != c.revision, c.window_end <= until)
    return [
        WindowRow(calendar.window(start, end), *rest) for start, end, *rest in tx.run(query.order_by(c.window_start))
    ]


def measured(tx: Transaction, entity: str, row: WindowRow) -> None:
    """Write down that a window's measurements are of the rows and targets that it has.

    Args:
        tx: The transaction that keeps the measurements.
        entity: Whose.
        row: The window, as it was measured.
    """
    c = table.c
    change = update(table).where(c.entity == entity, c.window_start == row.window.start)
    tx.run(change.values(measured=row.revision))


def changed(tx: Transaction, entity: str) -> None:
    """Every window counts as changed: something that is computed of it is defined otherwise."""
    tx.run(update(table).where(table.c.entity == entity).values(revision=table.c.revision + 1))


def measure_again(tx: Transaction, entity: str) -> None:
    """Every window is to be measured anew: the entity is compared with something else."""
    tx.run(update(table).where(table.c.entity == entity).values(measured=0))
