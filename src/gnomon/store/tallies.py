"""The counts of windows in the cells of a reference: derived, and dropped with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from gnomon.store.column_types import Labels
from gnomon.store.tables import tally as table
from gnomon.store.transaction import Transaction

REVISION_BYTES = 8
"""A tally begins with the revision of the window that it was made of."""


def put(tx: Transaction, reference_id: int, window_start: datetime, labels: Labels, blob: bytes) -> None:
    """Keep a window's counts in place of those before.

    Args:
        tx: The transaction.
        reference_id: Under which reference.
        window_start: Of which window.
        labels: Of which segment; empty for all rows.
        blob: The window's revision, and `checks.tally.Tally.to_bytes()`.
    """
    row = {"reference_id": reference_id, "labels": dict(labels), "window_start": window_start, "blob": blob}
    tx.put(table, [row], [table.c.reference_id, table.c.labels, table.c.window_start])


def between(
    tx: Transaction,
    reference_id: int,
    since: datetime | None = None,
    until: datetime | None = None,
    labels: Labels | None = None,
) -> list[tuple[datetime, bytes]]:
    """Start and counts of the windows that start within `[since, until)`, oldest first."""
    c = table.c
    query = select(c.window_start, c.blob).where(c.reference_id == reference_id, c.labels == dict(labels or {}))
    if since is not None:
        query = query.where(c.window_start >= since)
    if until is not None:
        query = query.where(c.window_start < until)
    return [(start, blob) for start, blob in tx.run(query.order_by(c.window_start))]


def drop(tx: Transaction, reference_id: int) -> None:
    """Forget every count under a reference."""
    tx.run(delete(table).where(table.c.reference_id == reference_id))
