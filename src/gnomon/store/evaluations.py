"""Evaluations: that a window was folded into a monitor's alert, exactly once, and the state right after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from gnomon.profiles.windows import Window
from gnomon.store import entities
from gnomon.store.tables import evaluation as table
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One window folded into one alert.

    Attributes:
        entity: Of which entity.
        monitor: Of which monitor.
        monitor_hash: What the monitor said of telling then.
        window: Which window.
        revision: Of which revision of its verdict.
        alert: The state after it, `alerts.record.alert_to_record`.
    """

    entity: str
    monitor: str
    monitor_hash: str
    window: Window
    revision: int
    alert: Mapping[str, Any]


_KEY = (
    table.c.entity,
    table.c.monitor,
    table.c.monitor_hash,
    table.c.window_start,
    table.c.window_end,
    table.c.revision,
)


def put(tx: Transaction, row: EvaluationRow) -> bool:
    """Keep an evaluation; False when it was kept before: then nothing is to be done again.

    Source: ALERTS R14.
    """
    return tx.add(table, _values(row))


def replace(tx: Transaction, row: EvaluationRow) -> None:
    """Keep an evaluation with its state in place of one before: a replay gave later windows another state.

    Source: ALERTS R18.
    """
    tx.put(table, [_values(row)], _KEY)


def last(tx: Transaction, entity: str, monitor: str) -> EvaluationRow | None:
    """The newest evaluation of the last window that was folded; None before the first.

    Raises:
        UsageError: There is no such entity.
    """
    return _newest(tx, entity, _of(entity, monitor))


def before(tx: Transaction, entity: str, monitor: str, start: datetime) -> EvaluationRow | None:
    """The newest evaluation of the last window that starts before a time: where a replay goes on from.

    Raises:
        UsageError: There is no such entity.
    """
    return _newest(tx, entity, _of(entity, monitor).where(table.c.window_start < start))


def since(tx: Transaction, entity: str, monitor: str, start: datetime) -> list[EvaluationRow]:
    """The newest evaluation of every window that starts at a time or later, oldest first.

    Raises:
        UsageError: There is no such entity.
    """
    calendar = entities.calendar(tx, entity)
    query = _of(entity, monitor).where(table.c.window_start >= start)
    query = query.order_by(table.c.window_start, table.c.revision, table.c.id)
    newest = {row.window_start: row for row in tx.run(query)}
    return [_row(calendar, row) for row in newest.values()]


def _of(entity: str, monitor: str) -> Select[*tuple[Any, ...]]:
    return select(*_KEY, table.c.alert).where(table.c.entity == entity, table.c.monitor == monitor)


def _newest(tx: Transaction, entity: str, query: Select[*tuple[Any, ...]]) -> EvaluationRow | None:
    c = table.c
    ordered = query.order_by(c.window_start.desc(), c.revision.desc(), c.id.desc()).limit(1)
    row = tx.run(ordered).one_or_none()
    return None if row is None else _row(entities.calendar(tx, entity), row)


def _row(calendar: entities.Calendar, row: Any) -> EvaluationRow:  # noqa: ANN401 - SQLAlchemy's row
    window = calendar.window(row.window_start, row.window_end)
    return EvaluationRow(row.entity, row.monitor, row.monitor_hash, window, row.revision, row.alert)


def _values(row: EvaluationRow) -> dict[str, Any]:
    return {
        "entity": row.entity,
        "monitor": row.monitor,
        "monitor_hash": row.monitor_hash,
        "window_start": row.window.start,
        "window_end": row.window.end,
        "revision": row.revision,
        "alert": row.alert,
    }
