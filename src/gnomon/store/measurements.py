"""Measurements: the values of metrics over time, in blocks of up to 128 windows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Select, delete, func, select

from gnomon.profiles.windows import Window
from gnomon.store import block as blocks
from gnomon.store.block import MOST, Measurements, Point
from gnomon.store.column_types import Labels, from_micros, stored, to_micros
from gnomon.store.tables import measurement_block as block_table
from gnomon.store.tables import measurement_series as series_table
from gnomon.store.transaction import Row, Transaction

Value = tuple[float, float, float]
"""Value, low, high; NaN where there is none."""

MANY = 3
"""From so many windows on they are added together."""

LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""Later than any window."""


class Key(NamedTuple):
    """Which measurements.

    Attributes:
        series: A column's name, a custom profiler's, `rows` or `outcome`.
        metric: The metric's name.
        labels: Names and values of the labels, in the order of their names.
    """

    series: str
    metric: str
    labels: tuple[tuple[str, str], ...] = ()


def put(
    tx: Transaction,
    entity: str,
    window: Window,
    labels: Labels,
    values: Mapping[tuple[str, str], Value],
    revision: int,
) -> None:
    """Keep the measurements of a window; what was measured of it before is replaced.

    Args:
        tx: The transaction.
        entity: Of which entity.
        window: Of which window.
        labels: Of which segment; empty for all rows.
        values: Value, low and high by series and metric; NaN where there is none.
        revision: Which state of the window's data they were computed from.
    """
    tx.alone("measurements", entity)
    start, end = to_micros(window.start), to_micros(window.end)
    new = _named(values)
    found = _near(tx, entity, labels, window.start, new)
    changed: list[Row] = []
    for key, (value, low, high) in new.items():
        series_id, first, blob = found[key]
        before = blocks.EMPTY if blob is None else blocks.from_bytes(blob)
        kept = _with(before, Point(start, end, value, low, high, revision))
        if first is not None and all(from_micros(int(one.start[0])) != first for one in kept):
            tx.run(delete(block_table).where(block_table.c.series_id == series_id, block_table.c.first == first))
        changed += [_row(series_id, one) for one in kept]
    tx.put(block_table, changed, [block_table.c.series_id, block_table.c.first])


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one window.

    Attributes:
        window: Which.
        values: Value, low and high by series and metric; NaN where there is none.
        revision: Which state of the window's data they were computed from.
    """

    window: Window
    values: Mapping[tuple[str, str], Value]
    revision: int


def put_windows(tx: Transaction, entity: str, labels: Labels, measured: Sequence[Measured]) -> None:
    """Keep the measurements of several windows, oldest first: those past the end of a series are added at once.

    Args:
        tx: The transaction.
        entity: Of which entity.
        labels: Of which segment; empty for all rows.
        measured: Of each window.
    """
    if len(measured) < MANY:
        for one in measured:
            put(tx, entity, one.window, labels, one.values, one.revision)
        return
    tx.alone("measurements", entity)
    points: dict[tuple[str, str], list[Point]] = {}
    for one in measured:
        start, end = to_micros(one.window.start), to_micros(one.window.end)
        for key, (value, low, high) in _named(one.values).items():
            points.setdefault(key, []).append(Point(start, end, value, low, high, one.revision))
    found = _near(tx, entity, labels, LAST, points)
    changed: list[Row] = []
    again: set[tuple[str, str]] = set()
    for key, mine in points.items():
        series_id, _, blob = found[key]
        last = blocks.EMPTY if blob is None else blocks.from_bytes(blob)
        if len(last) and mine[0].start <= last.start[-1]:
            again.add(key)
            continue
        whole = blocks.together([last, blocks.of(mine)])
        changed += [_row(series_id, whole[at : at + MOST]) for at in range(0, len(whole), MOST)]
    tx.put(block_table, changed, [block_table.c.series_id, block_table.c.first])
    for one in measured if again else ():
        known = {key: value for key, value in _named(one.values).items() if key in again}
        put(tx, entity, one.window, labels, known, one.revision)


def series(
    tx: Transaction,
    entity: str,
    metric: str | None = None,
    series: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    labels: Labels | None = None,
) -> dict[Key, Measurements]:
    """The measurements of the windows that lie wholly within `[since, until)`.

    Args:
        tx: The transaction.
        entity: Of which entity.
        metric: Only this metric; None: all.
        series: Only this series; None: all.
        since: From when on; None: from the first.
        until: Until when; None: to the last.
        labels: Only these; an empty mapping means all rows, None every segment.

    Returns:
        By series, metric and labels, in their order.
    """
    s, b = series_table.c, block_table.c
    query = (
        select(s.series, s.metric, s.labels, b.blob)
        .join_from(series_table, block_table, s.id == b.series_id)
        .where(s.entity == entity)
        .order_by(s.id, b.first)
    )
    for column, wanted in ((s.metric, metric), (s.series, series)):
        if wanted is not None:
            query = query.where(column == wanted)
    if labels is not None:
        query = query.where(s.labels == dict(labels))
    if since is not None:
        query = query.where(b.last >= since)
    if until is not None:
        query = query.where(b.first < until)
    return _collected(tx, query, since, until)


def keys(tx: Transaction, entity: str, labels: Labels) -> list[Key]:
    """Which measurements there are under some labels, in their order; no value is read."""
    c = series_table.c
    query = select(c.series, c.metric).where(c.entity == entity, c.labels == dict(labels))
    return sorted(Key(name, metric, tuple(sorted(labels.items()))) for name, metric in tx.run(query))


def _collected(
    tx: Transaction, query: Select[*tuple[Any, ...]], since: datetime | None, until: datetime | None
) -> dict[Key, Measurements]:
    found: dict[Key, list[Measurements]] = {}
    for name, metric, labels, blob in tx.run(query):
        key = Key(name, metric, tuple(sorted(labels.items())))
        found.setdefault(key, []).append(blocks.from_bytes(blob))
    whole = {key: _cut(blocks.together(found[key]), since, until) for key in sorted(found)}
    return {key: one for key, one in whole.items() if len(one)}


def _cut(whole: Measurements, since: datetime | None, until: datetime | None) -> Measurements:
    first = 0 if since is None else int(np.searchsorted(whole.start, to_micros(since)))
    last = len(whole) if until is None else int(np.searchsorted(whole.end, to_micros(until), side="right"))
    return whole[first : max(first, last)]


def _near(
    tx: Transaction, entity: str, labels: Labels, start: datetime, wanted: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[int, datetime | None, bytes | None]]:
    """For each series and metric its id and the block in which a window's place is: a search each, however many."""
    s, b = series_table.c, block_table.c
    of_series = block_table.alias()
    before = select(func.max(of_series.c.first)).where(of_series.c.series_id == s.id, of_series.c.first <= start)
    oldest = select(func.min(of_series.c.first)).where(of_series.c.series_id == s.id)
    place = func.coalesce(before.scalar_subquery(), oldest.scalar_subquery())
    query = (
        select(s.series, s.metric, s.id, b.first, b.blob)
        .join_from(series_table, block_table, (b.series_id == s.id) & (b.first == place), isouter=True)
        .where(s.entity == entity, s.labels == dict(labels))
    )
    found = {(name, metric): (key, first, blob) for name, metric, key, first, blob in tx.run(query)}
    new = [key for key in wanted if key not in found]
    if not new:
        return found
    rows = [{"entity": entity, "labels": dict(labels), "series": name, "metric": metric} for name, metric in new]
    tx.run(series_table.insert(), rows)
    return _near(tx, entity, labels, start, wanted)


def _named(values: Mapping[tuple[str, str], Value]) -> dict[tuple[str, str], Value]:
    """The values under the names that the store gives back."""
    return {(stored(series), stored(metric)): value for (series, metric), value in values.items()}


def _with(before: Measurements, point: Point) -> list[Measurements]:
    """A block with one more point: two blocks when it was full."""
    if len(before) == MOST and point.start > before.start[-1]:
        return [before, blocks.with_point(blocks.EMPTY, point)]
    after = blocks.with_point(before, point)
    return [after] if len(after) <= MOST else [after[: MOST // 2], after[MOST // 2 :]]


def _row(series_id: int, one: Measurements) -> Row:
    first, last = from_micros(int(one.start[0])), from_micros(int(one.start[-1]))
    return {"series_id": series_id, "first": first, "last": last, "blob": blocks.to_bytes(one)}
