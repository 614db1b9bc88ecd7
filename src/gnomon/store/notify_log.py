"""What each channel knows of each group: which episodes it was told as firing, and which as over.

The record is `notify.decide.Entry`; here it is only kept.

Source: ALERTS R24.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from gnomon.store.tables import notify_log as table
from gnomon.store.transaction import Transaction

Record = Mapping[str, Any]  # Any: JSON


def get(tx: Transaction, group_key: str, channel: str) -> Record | None:
    """What a channel knows of a group; None when nothing."""
    c = table.c
    query = select(c.record).where(c.group_key == group_key, c.channel == channel)
    found: Record | None = tx.run(query).scalar_one_or_none()
    return found


def put(tx: Transaction, entity: str, group_key: str, channel: str, record: Record, *, is_open: bool) -> None:
    """Keep what a channel knows of a group.

    Args:
        tx: The transaction.
        entity: Whose alerts the group holds.
        group_key: The group.
        channel: The channel.
        record: What it knows.
        is_open: Whether it knows of something that fires, or has an end still to hear.
    """
    row = {"entity": entity, "group_key": group_key, "channel": channel, "record": dict(record), "is_open": is_open}
    tx.put(table, [row], [table.c.group_key, table.c.channel])


def replace(tx: Transaction, group_key: str, channel: str, record: Record) -> None:
    """Keep another record of a group that is known; it is looked at again in any case."""
    c = table.c
    change = update(table).where(c.group_key == group_key, c.channel == channel)
    tx.run(change.values(record=dict(record), is_open=True))


def open_groups(tx: Transaction, entity: str, channel: str | None = None) -> dict[tuple[str, str], Record]:
    """What is known of the groups that are open, by group and channel.

    Args:
        tx: The transaction.
        entity: Whose.
        channel: Only of this channel; None: of all.
    """
    c = table.c
    query = select(c.group_key, c.channel, c.record).where(c.entity == entity, c.is_open)
    if channel is not None:
        query = query.where(c.channel == channel)
    return {(key, name): record for key, name, record in tx.run(query)}
