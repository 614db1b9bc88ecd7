"""Verdicts: what every monitor said of every window, each revision kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Exists, Select, exists, func, select
from sqlalchemy import Row as Found

from gnomon.checks.verdict import Status
from gnomon.profiles.windows import Window
from gnomon.store import entities, tables
from gnomon.store.stretch import within
from gnomon.store.tables import verdict as table
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict as it is stored.

    Attributes:
        entity: Of which entity.
        monitor: Of which monitor.
        window: Of which window.
        revision: How often the monitor has judged the window with another result, from 1.
        status: Its status.
        reason: Its sentence.
        record: `alerts.record.verdict_to_record`, or any JSON-safe mapping.
        data_revision: Which state of the window's data it stands on.
    """

    entity: str
    monitor: str
    window: Window
    revision: int
    status: Status
    reason: str
    record: Mapping[str, Any]
    data_revision: int = 0


_COLUMNS = (
    table.c.entity,
    table.c.monitor,
    table.c.window_start,
    table.c.window_end,
    table.c.revision,
    table.c.status,
    table.c.reason,
    table.c.record,
    table.c.data_revision,
)


def put(tx: Transaction, row: VerdictRow) -> bool:
    """Keep a verdict; False when this revision was kept before, which stays."""
    values = {
        "entity": row.entity,
        "monitor": row.monitor,
        "window_start": row.window.start,
        "window_end": row.window.end,
        "revision": row.revision,
        "status": row.status,
        "reason": row.reason,
        "record": row.record,
        "data_revision": row.data_revision,
    }
    return tx.add(table, values)


def newest(
    tx: Transaction,
    entity: str,
    monitor: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[VerdictRow]:
    """The newest verdict of each monitor on each window within `[since, until)`, by window and monitor.

    Raises:
        UsageError: There is no such entity.
    """
    c = table.c
    query = select(*_COLUMNS).where(c.entity == entity, *within(table, since, until), ~_is_newer())
    if monitor is not None:
        query = query.where(c.monitor == monitor)
    return _rows(tx, entity, query.order_by(c.window_start, c.window_end, c.monitor))


def last(
    tx: Transaction,
    entity: str,
    monitor: str,
    status: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> VerdictRow | None:
    """The newest verdict on the latest window within `[since, until)` that has one, or that has one of a status.

    Raises:
        UsageError: There is no such entity.
    """
    c = table.c
    query = select(*_COLUMNS).where(
        c.entity == entity, c.monitor == monitor, *within(table, since, until), ~_is_newer()
    )
    if status is not None:
        query = query.where(c.status == status)
    return next(iter(_rows(tx, entity, query.order_by(c.window_start.desc()).limit(1))), None)


def history(tx: Transaction, entity: str, monitor: str, window: Window) -> list[VerdictRow]:
    """Every revision of a monitor's verdict on a window, oldest first.

    Raises:
        UsageError: There is no such entity.
    """
    c = table.c
    query = select(*_COLUMNS).where(
        c.entity == entity, c.monitor == monitor, c.window_start == window.start, c.window_end == window.end
    )
    return _rows(tx, entity, query.order_by(c.revision))


def _is_newer() -> Exists:
    """Whether there is a newer revision of a verdict."""
    c, other = table.c, table.alias()
    return exists().where(
        other.c.entity == c.entity,
        other.c.monitor == c.monitor,
        other.c.window_start == c.window_start,
        other.c.window_end == c.window_end,
        other.c.revision > c.revision,
    )


def _rows(tx: Transaction, entity: str, query: Select[*tuple[Any, ...]]) -> list[VerdictRow]:
    calendar = entities.calendar(tx, entity)
    return [_row(calendar, found) for found in tx.run(query)]


def _row(calendar: entities.Calendar, found: Found[*tuple[Any, ...]]) -> VerdictRow:
    entity, monitor, start, end, *rest = found
    return VerdictRow(entity, monitor, calendar.window(start, end), *rest)


def outdated(tx: Transaction, entity: str, monitor: str) -> list[datetime]:
    """Starts of the windows whose data has changed since the monitor judged them, oldest first."""
    c, window = table.c, tables.entity_window.c
    judged = (
        select(c.window_start, func.max(c.data_revision).label("data_revision"))
        .where(c.entity == entity, c.monitor == monitor)
        .group_by(c.window_start)
        .subquery()
    )
    query = (
        select(window.window_start)
        .join(judged, judged.c.window_start == window.window_start)
        .where(window.entity == entity, window.revision > judged.c.data_revision)
        .order_by(window.window_start)
    )
    return [start for (start,) in tx.run(query)]


def failed(tx: Transaction, entity: str, monitor: str) -> list[datetime]:
    """Starts of the windows of which a monitor's newest verdict is that it could not judge, oldest first."""
    c = table.c
    query = select(c.window_start).where(c.entity == entity, c.monitor == monitor, c.status == "error", ~_is_newer())
    return [start for (start,) in tx.run(query.order_by(c.window_start))]


def said(tx: Transaction, entity: str, since: datetime) -> list[tuple[str, Status, str]]:
    """Monitor, status and reason of the newest verdict on each window that starts at a time or later, oldest first."""
    c = table.c
    query = select(c.monitor, c.status, c.reason).where(c.entity == entity, c.window_start >= since, ~_is_newer())
    return [(monitor, status, reason) for monitor, status, reason in tx.run(query.order_by(c.window_start))]


def statuses(tx: Transaction, entity: str, since: datetime) -> list[tuple[datetime, Status]]:
    """Start and status of the newest verdict of each monitor on each window since a time, oldest first."""
    c = table.c
    query = select(c.window_start, c.status).where(c.entity == entity, c.window_start >= since, ~_is_newer())
    return [(start, status) for start, status in tx.run(query.order_by(c.window_start))]


def judged_until(tx: Transaction, entity: str) -> datetime | None:
    """The end of the last window that was judged; None before the first."""
    query = select(func.max(table.c.window_end)).where(table.c.entity == entity)
    found: datetime | None = tx.run(query).scalar_one()
    return found
