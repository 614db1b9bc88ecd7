"""What each group was last told on each channel: the firing and resolved sets.

Source: ALERTS R24.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, select

from gnomon.store.tables import notify_log as table
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NotifyEntry:
    """What a group was told.

    Attributes:
        group_key: The group.
        channel: The channel.
        outbox_key: With which message.
        firing: The alerts that were firing.
        resolved: Those that were resolved.
        at: When it was enqueued.
    """

    group_key: str
    channel: str
    outbox_key: str
    firing: Sequence[str]
    resolved: Sequence[str]
    at: datetime


_COLUMNS = tuple(table.c[field.name] for field in fields(NotifyEntry))


def get(tx: Transaction, group_key: str, channel: str) -> NotifyEntry | None:
    """What a group was last told on a channel; None when nothing."""
    c = table.c
    query = select(*_COLUMNS).where(c.group_key == group_key, c.channel == channel)
    row = tx.run(query.order_by(c.id.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return NotifyEntry(row.group_key, row.channel, row.outbox_key, tuple(row.firing), tuple(row.resolved), row.at)


def put(tx: Transaction, entry: NotifyEntry) -> bool:
    """Keep what a group is told; False when this message was kept before."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return tx.add(table, values | {"firing": list(entry.firing), "resolved": list(entry.resolved)})


def take_back(tx: Transaction, group_key: str, channel: str, outbox_key: str) -> bool:
    """Forget a message that is dead: the entry before it holds again. False when there was none."""
    c = table.c
    dead = delete(table).where(c.group_key == group_key, c.channel == channel, c.outbox_key == outbox_key)
    return tx.run(dead).rowcount > 0
