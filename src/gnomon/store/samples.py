"""Samples: the summaries of a window's rows, one row a series, labels and batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import delete, or_, select

from gnomon.profiles.custom.scalar import Scalar
from gnomon.profiles.outcomes import outcome as outcome_kinds
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Role
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.volume import RowsSummary
from gnomon.profiles.windows import Window
from gnomon.store import blob as blobs
from gnomon.store import entities
from gnomon.store.blob import StoredColumn
from gnomon.store.column_types import Labels, stored
from gnomon.store.stretch import within
from gnomon.store.tables import sample as table
from gnomon.store.transaction import Transaction

Part = Literal["rows", "column", "outcome"]
"""What a row holds: a column may be named `rows` or `outcome` too."""

_KEY = (
    table.c.entity,
    table.c.window_start,
    table.c.labels,
    table.c.part,
    table.c.series,
    table.c.batch_id,
)
_ALL: Labels = {}
OUTCOME: tuple[Part, ...] = ("outcome",)


def put(
    tx: Transaction,
    entity: str,
    window: Window,
    batch_id: int,
    labels: Labels,
    profile: Profile | None = None,
    outcome: Outcome | None = None,
) -> bool:
    """Keep what a batch says of a window, in place of what it said before.

    Args:
        tx: The transaction.
        entity: Whose rows.
        window: Of which window.
        batch_id: From which batch.
        labels: Of which segment; empty for all rows.
        profile: Their profile; None leaves the stored one as it is.
        outcome: Their outcome; None leaves the stored one as it is.

    Returns:
        Whether any stored byte changed: then the window's data have a new revision.
    """
    new = dict(_parts(profile, outcome))
    where = (
        table.c.entity == entity,
        table.c.window_start == window.start,
        table.c.labels == dict(labels),
        table.c.batch_id == batch_id,
    )
    query = select(table.c.part, table.c.series, table.c.blob).where(*where)
    old = {(part, series): blob for part, series, blob in tx.run(query)}
    gone = [key for key in old if profile is not None and key[0] != "outcome" and key not in new]
    for part, series in gone:
        tx.run(delete(table).where(*where, table.c.part == part, table.c.series == series))
    start, end = window.start, window.end
    shared = {"entity": entity, "window_start": start, "window_end": end, "labels": dict(labels), "batch_id": batch_id}
    changed = [
        shared | {"part": part, "series": series, "blob": data}
        for (part, series), data in new.items()
        if old.get((part, series)) != data
    ]
    tx.put(table, changed, _KEY)
    return bool(changed or gone)


def profile(tx: Transaction, entity: str, window: Window, labels: Labels = _ALL) -> Profile:
    """The profile of a window, all its batches added; the empty one when there is none."""
    rows = _read(tx, entity, labels, parts=("rows", "column"), window=window)
    return _added(rows)


def of_batch(tx: Transaction, entity: str, window: Window, batch_id: int) -> Profile:
    """The profile that one batch says of all rows of a window; the empty one when it says none."""
    rows = _read(tx, entity, _ALL, parts=("rows", "column"), window=window)
    return _added(row for row in rows if row.batch_id == batch_id)


def outcome(tx: Transaction, entity: str, window: Window, labels: Labels = _ALL) -> Outcome | None:
    """The outcome of a window, all its batches added; None when there is none."""
    return _outcome_of(_read(tx, entity, labels, parts=OUTCOME, window=window))


def series(
    tx: Transaction,
    entity: str,
    since: datetime | None = None,
    until: datetime | None = None,
    labels: Labels = _ALL,
    columns: Collection[str] | None = None,
) -> ProfileSeries:
    """The profiles of the windows that lie wholly within `[since, until)`.

    Args:
        tx: The transaction.
        entity: Whose.
        since: From when on; None: from the first.
        until: Until when; None: to the last.
        labels: Of which segment; empty for all rows.
        columns: Only these, and the rows; None: all.

    Raises:
        UsageError: There is no such entity.
    """
    calendar = entities.calendar(tx, entity)
    rows = _read(tx, entity, labels, parts=("rows", "column"), since=since, until=until, columns=columns)
    windows, profiles = [], []
    for (start, end), of_window in groupby(rows, key=lambda row: (row.window_start, row.window_end)):
        windows.append(calendar.window(start, end))
        profiles.append(_added(of_window))
    return ProfileSeries(calendar.every, calendar.zone, tuple(windows), tuple(profiles))


def outcomes(
    tx: Transaction,
    entity: str,
    since: datetime | None = None,
    until: datetime | None = None,
    labels: Labels = _ALL,
) -> list[tuple[Window, Outcome]]:
    """The outcomes of the windows that lie wholly within `[since, until)`, oldest first.

    Raises:
        UsageError: There is no such entity.
    """
    calendar = entities.calendar(tx, entity)
    rows = _read(tx, entity, labels, parts=OUTCOME, since=since, until=until)
    found = []
    for (start, end), of_window in groupby(rows, key=lambda row: (row.window_start, row.window_end)):
        total = _outcome_of(of_window)
        if total is not None:
            found.append((calendar.window(start, end), total))
    return found


def label_sets(tx: Transaction, entity: str, window: Window) -> list[dict[str, str]]:
    """The labels under which a window has samples, all rows first."""
    query = select(table.c.labels).where(table.c.entity == entity, table.c.window_start == window.start).distinct()
    return sorted((dict(labels) for labels in tx.run(query).scalars()), key=lambda each: sorted(each.items()))


def _parts(profile: Profile | None, outcome: Outcome | None) -> Iterator[tuple[tuple[Part, str], bytes]]:
    if profile is not None:
        yield ("rows", ""), blobs.rows_to_bytes(profile.volume)
        for name, summary in profile.summaries.items():
            yield ("column", stored(name)), blobs.column_to_bytes(StoredColumn(name, profile.roles.get(name), summary))
        for name, scalar in profile.scalars.items():
            yield ("column", stored(name)), blobs.column_to_bytes(StoredColumn(name, None, scalar))
    if outcome is not None:
        yield ("outcome", ""), blobs.outcome_to_bytes(outcome)


def _read(
    tx: Transaction,
    entity: str,
    labels: Labels,
    *,
    parts: Collection[Part],
    window: Window | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    columns: Collection[str] | None = None,
) -> Iterable[Any]:
    """Rows by window and batch."""
    c = table.c
    query = (
        select(c.window_start, c.window_end, c.batch_id, c.part, c.blob)
        .where(c.entity == entity, c.labels == dict(labels), c.part.in_(parts), *within(table, since, until))
        .order_by(c.window_start, c.window_end, c.batch_id)
    )
    if window is not None:
        query = query.where(c.window_start == window.start)
    if columns is not None:
        query = query.where(or_(c.part == "rows", c.series.in_(list(columns))))
    return tx.run(query)


def _added(rows: Iterable[Any]) -> Profile:
    """The profiles of batches, added."""
    volumes: dict[int, RowsSummary] = {}
    columns: dict[int, list[StoredColumn]] = defaultdict(list)
    for row in rows:
        if row.part == "rows":
            volumes[row.batch_id] = blobs.rows_from_bytes(row.blob)
        else:
            columns[row.batch_id].append(blobs.column_from_bytes(row.blob))
    total = Profile()
    for batch_id, volume in volumes.items():
        found = columns[batch_id]
        roles: dict[str, Role] = {name: role for name, role, _ in found if role is not None}
        summaries = {name: one for name, _, one in found if not isinstance(one, Scalar)}
        scalars = {name: one for name, _, one in found if isinstance(one, Scalar)}
        total += Profile(volume, summaries, roles, scalars)
    return total


def _outcome_of(rows: Iterable[Any]) -> Outcome | None:
    total: Outcome | None = None
    for row in rows:
        one = blobs.outcome_from_bytes(row.blob)
        total = one if total is None else outcome_kinds.together(total, one)
    return total
