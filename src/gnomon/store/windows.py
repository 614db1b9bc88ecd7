"""Windows that have rows: how many, which state of their data, and what is known of their targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

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


def all(  # noqa: A001 - read as `windows.all`
    tx: Transaction, entity: str, since: datetime | None = None, until: datetime | None = None
) -> list[WindowRow]:
    """The windows that lie wholly within `[since, until)`, oldest first.

    Raises:
        UsageError: There is no such entity.
    """
    calendar = entities.calendar(tx, entity)
    c = table.c
    query = (
        select(c.window_start, c.window_end, c.revision, c.rows, c.newest, c.target_digest, c.arrivals)
        .where(c.entity == entity, *within(table, since, until))
        .order_by(c.window_start)
    )
    return [WindowRow(calendar.window(start, end), *rest) for start, end, *rest in tx.run(query)]
