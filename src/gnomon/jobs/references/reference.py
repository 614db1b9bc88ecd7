"""The reference of an entity: made once in any of its forms, stored whole, changed only by a recorded act."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from gnomon.errors import DataError, UsageError
from gnomon.jobs.moments import moment
from gnomon.jobs.references.data_reference import from_data
from gnomon.jobs.references.frozen import Frozen, outcomes_from_bytes, outcomes_to_bytes
from gnomon.jobs.references.left_out import is_left_out
from gnomon.jobs.references.stretch import from_samples, segments_in
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.profiles.describe import plain
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window
from gnomon.store import audit, entities, references, windows
from gnomon.store.audit import AuditRow
from gnomon.store.references import Reference
from gnomon.store.transaction import Transaction

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store

ACTIVE, SEGMENTS = "reference", "segments"
"""Names in the store: the reference, and the segment set of an entity whose reference slides."""

_THAWED: dict[tuple[int | None, str], Frozen] = {}
"""The reference that was read last: the runs of a process need not read it again."""

SLIDES = "a sliding reference forgets: a change that comes slowly is never seen."


class Waiting(Exception):
    """There is no reference yet; why, in a sentence."""


def active(store: Store, entity: Entity) -> Frozen | None:
    """The frozen reference that is in use; None before there is one, and where it slides."""
    with store.reading() as tx:
        stored = references.active(tx, entity.name, ACTIVE)
    if stored is None:
        return None
    key = (stored.id, stored.digest)
    if key not in _THAWED:
        _THAWED.clear()  # one at a time: a reference takes tens of megabytes
        _THAWED[key] = thawed(stored)
    return _THAWED[key]


def segments_of(store: Store, entity: Entity) -> SegmentSet:
    """The segment set that is in use; empty before there is one."""
    with store.reading() as tx:
        stored = references.active(tx, entity.name, ACTIVE) or references.active(tx, entity.name, SEGMENTS)
    return SegmentSet() if stored is None else SegmentSet.from_record(stored.segments or {})


def reference_of(store: Store, entity: Entity, until: datetime) -> Frozen | str:
    """The entity's reference at a time: the frozen one, made and stored when it is due; why there is none yet, else.

    Of one that slides it is that of the newest window; `rolling` gives that of any.

    Args:
        store: Where it is kept.
        entity: Whose.
        until: Now.
    """
    try:
        if is_rolling(entity):
            return rolling(store, entity, _newest(store, entity))
        found = active(store, entity)
        return found if found is not None else freeze(store, entity, until, "system")
    except (Waiting, DataError, UsageError) as error:
        return str(error)


def is_rolling(entity: Entity) -> bool:
    """Whether the reference is another one for each window, and never stored."""
    return entity.reference.form in ("last", "entity")


def rolling(store: Store, entity: Entity, window: Window) -> Frozen:
    """The reference of one window: the past that slides before it, or the same window of another entity.

    Raises:
        Waiting: There are no rows in it yet.
    """
    reference, segments = entity.reference, segments_of(store, entity)
    if reference.form == "entity":
        since, until, whose, name = window.start, window.end, str(reference.entity), f"{reference.entity} meanwhile"
    else:
        until = window.start - reference.lag
        since, whose = until - (reference.last or timedelta()), entity.name
        name = f"last {_days(reference.last)} before it"
    with store.reading() as tx:
        _check_entity(tx, whose)
        made = from_samples(
            tx,
            whose,
            since,
            until,
            name=name,
            made_at=window.end,
            segments=segments,
            left_out=partial(is_left_out, entity),
        )
    if not len(made.series):
        raise Waiting(f"the reference of {window.name} is empty: {whose} has no rows from {since:%d %b %Y} on.")
    return replace(made, notes=(SLIDES,) if reference.form == "last" else ())


def freeze(store: Store, entity: Entity, until: datetime, by: str) -> Frozen:
    """Make the reference as it is configured, store it, and record who did so; the one before it is retired.

    Args:
        store: Where it is kept.
        entity: Whose.
        until: Now.
        by: Who: `system`, `user:…`.

    Raises:
        Waiting: Its windows are not complete yet.
        DataError: Its data cannot be read.
    """
    return keep(store, entity, made(store, entity, until), until, by)


def made(store: Store, entity: Entity, until: datetime) -> Frozen:
    """The reference as it is configured, made but not stored.

    Args:
        store: Where samples are.
        entity: Whose.
        until: Now.

    Raises:
        Waiting: Its windows are not complete yet.
        DataError: Its data cannot be read.
    """
    reference = entity.reference
    if reference.form in ("path", "sql"):
        block_rows = _block_rows(store, entity, until) if reference.timestamp is None else 1
        return from_data(entity, until, block_rows)
    since, end = due(store, entity, until)
    name = f"first {_days(reference.first)}" if reference.first else f"{since:%d %b %Y} to {end:%d %b %Y}"
    return _of_own(store, entity, since, end, name, until)


def due(store: Store, entity: Entity, until: datetime) -> tuple[datetime, datetime]:
    """The stretch of its own rows that the reference is to be made of, when it is complete.

    Raises:
        Waiting: It is not.
    """
    reference = entity.reference
    if reference.window is not None:
        since, end = (moment(str(written), entity.zone) for written in reference.window)
    else:
        with store.reading() as tx:
            rows = [row for row in windows.all(tx, entity.name) if row.rows]
        if not rows:
            raise Waiting("the reference is the first rows, and there are none yet.")
        since = rows[0].window.start
        end = since + (reference.first or timedelta())
    if end + entity.lateness > until:
        raise Waiting(f"the reference is complete on {end + entity.lateness:%d %b %Y %H:%M} UTC.")
    return since, end


def keep(store: Store, entity: Entity, made: Frozen, at: datetime, by: str) -> Frozen:
    """Store a reference in place of the one before, and record who did so."""
    settings = {"name": made.name, "basis": made.basis, "notes": list(made.notes), "configured": configured(entity)}
    row = Reference(
        entity.name,
        ACTIVE,
        made.made_at,
        made.digest,
        made.series.to_bytes(),
        outcomes_to_bytes(made.observed),
        made.segments.record(),
        {"windows": [plain(start) for start in made.excluded]},
        settings,
    )
    size = f"{len(made.series):,} windows, {made.series.rows:,} rows"
    text = f"reference {made.name}: {size}, content {made.digest[:12]}, by {by}"
    with store.transaction() as tx:
        number = references.put(tx, row)
        entities.event(tx, entity.name, at, "reference", text)
        detail = {"reference": number, "name": made.name, "digest": made.digest, "windows": len(made.series)}
        audit.put(tx, AuditRow(at, by, "reference", entity.name, detail))
    return replace(made, id=number)


def thawed(stored: Reference) -> Frozen:
    """A stored reference as a value."""
    settings, excluded = stored.settings or {}, (stored.excluded or {}).get("windows", [])
    return Frozen(
        stored.id or 0,
        str(settings.get("name", stored.name)),
        stored.made_at,
        ProfileSeries.from_bytes(stored.series),
        outcomes_from_bytes(stored.outcomes),
        SegmentSet.from_record(stored.segments or {}),
        tuple(datetime.fromisoformat(start) for start in excluded),
        tuple(settings.get("notes", ())),
    )


def configured(entity: Entity) -> dict[str, Any]:
    """The reference's part of the configuration, as JSON has it: what a stored one is known to come from."""
    reference = entity.reference
    names = ("path", "sql", "first", "last", "lag", "window", "entity", "timestamp", "target", "score", "prediction")
    given = {name: getattr(reference, name, None) for name in names} | {"exclude": list(reference.exclude)}
    given["maintained"] = [hours.model_dump_json(by_alias=True, exclude_defaults=True) for hours in entity.maintained]
    return {name: _json(value) for name, value in given.items() if value}


def _json(value: object) -> object:
    return [str(each) for each in value] if isinstance(value, list | tuple) else str(value)


def _of_own(store: Store, entity: Entity, since: datetime, end: datetime, name: str, now: datetime) -> Frozen:
    with store.reading() as tx:
        segments = segments_in(tx, entity.name, since, end, tuple(entity.segments))
        made = from_samples(
            tx,
            entity.name,
            since,
            end,
            name=name,
            made_at=now,
            segments=segments,
            left_out=partial(is_left_out, entity),
        )
    if not len(made.series):
        raise Waiting(f"the reference has no rows: there are none from {since:%d %b %Y} to {end:%d %b %Y}.")
    return made


def _block_rows(store: Store, entity: Entity, until: datetime) -> int:
    with store.reading() as tx:
        counts = [row.rows for row in windows.all(tx, entity.name, until=until) if row.rows]
    if not counts:
        raise Waiting("the reference has no timestamp: it is cut like the first windows, and there are none yet.")
    return max(1, round(statistics.median(counts)))


def _newest(store: Store, entity: Entity) -> Window:
    with store.reading() as tx:
        rows = windows.all(tx, entity.name)
    if not rows:
        raise Waiting("the reference slides, and there are no rows yet.")
    return rows[-1].window


def _check_entity(tx: Transaction, name: str) -> None:
    if name not in entities.names(tx):
        raise Waiting(f"the reference is {name}, which has not run yet.")


def _days(length: timedelta | None) -> str:
    days = (length or timedelta()) / timedelta(days=1)
    return f"{days:g} day{'' if days == 1 else 's'}"
