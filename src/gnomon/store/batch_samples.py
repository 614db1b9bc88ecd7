"""The samples of one batch: in which windows they are, and which of them are taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from gnomon.store import blob
from gnomon.store.column_types import Labels, portable
from gnomon.store.tables import sample as table
from gnomon.store.transaction import Transaction


def starts(tx: Transaction, batch_id: int) -> list[datetime]:
    """The starts of the windows that have a part of a batch, in order."""
    return sorted(tx.run(select(table.c.window_start).where(table.c.batch_id == batch_id).distinct()).scalars())


def rows(tx: Transaction, batch_id: int) -> dict[datetime, int]:
    """How many rows a batch has in each window, by the window's start."""
    c = table.c
    query = select(c.window_start, c.blob).where(c.batch_id == batch_id, c.part == "rows", c.labels == {})
    return {start: blob.rows_from_bytes(data).count for start, data in tx.run(query)}


def keep(tx: Transaction, batch_id: int, window_start: datetime, labels: Collection[Labels]) -> list[dict[str, str]]:
    """Take back what a batch says of a window, but for some labels.

    Args:
        tx: The transaction.
        batch_id: Of which batch.
        window_start: In which window.
        labels: What stays; nothing does when there are none.

    Returns:
        The labels whose samples were taken back.
    """
    where = (table.c.batch_id == batch_id, table.c.window_start == window_start)
    kept = [portable(each) for each in labels]
    there = [dict(each) for each in tx.run(select(table.c.labels).where(*where).distinct()).scalars()]
    gone = [each for each in there if each not in kept]
    for each in gone:
        tx.run(delete(table).where(*where, table.c.labels == each))
    return gone
