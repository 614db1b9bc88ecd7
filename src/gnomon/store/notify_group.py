"""What became of each group when it was last flushed: when, by which rule, and which of its alerts are held back.

Source: ALERTS R23, R24, R28.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select, update

from gnomon.store.tables import notify_group as table
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group on a channel.

    Attributes:
        group_key: The group.
        channel: The channel.
        entity: Whose alerts it holds.
        flushed_at: When it was looked at last.
        rule: The rule that spoke: `N1` to `N9`, `dead` or `once`.
        alerts: Why each alert that fires is held back, by its name; empty when it is not.
    """

    group_key: str
    channel: str
    entity: str
    flushed_at: datetime
    rule: str
    alerts: Mapping[str, str]


_COLUMNS = tuple(table.c[field.name] for field in fields(GroupRow))


def put(tx: Transaction, row: GroupRow) -> None:
    """Keep what became of a group; it takes the place of the time before."""
    values = {column.name: getattr(row, column.name) for column in _COLUMNS} | {"alerts": dict(row.alerts)}
    tx.put(table, [values], [table.c.group_key, table.c.channel])


def clear(tx: Transaction, entity: str, channel: str) -> None:
    """Forget which alerts fire in the groups of a channel, before it is said anew."""
    c = table.c
    tx.run(update(table).where(c.entity == entity, c.channel == channel).values(alerts={}))


def of_entity(tx: Transaction, entity: str) -> list[GroupRow]:
    """What became of an entity's groups, by channel and group."""
    query = select(*_COLUMNS).where(table.c.entity == entity).order_by(table.c.channel, table.c.group_key)
    return [GroupRow(**row) for row in tx.run(query).mappings()]
