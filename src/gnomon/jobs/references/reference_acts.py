"""What people do to a reference: make it anew, make a stretch of their own rows the reference, look at it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from gnomon.errors import UsageError
from gnomon.jobs.references import reference
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.left_out import is_left_out
from gnomon.jobs.references.reference import Waiting
from gnomon.jobs.references.stretch import from_samples, segments_in
from gnomon.jobs.rows.profile import bring_up_to_date
from gnomon.jobs.rows.targets import bring_targets
from gnomon.profiles.describe import plain
from gnomon.store import references

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store


def set_reference(store: Store, entity: Entity, now: datetime, by: str) -> Frozen:
    """Make the reference anew as it is configured, retire the old one, and record who did so.

    Args:
        store: Where it is kept.
        entity: Whose.
        now: When.
        by: Who: `user:…`.

    Raises:
        UsageError: It slides, or cannot be made now; the message says why.
    """
    _check(entity)
    try:
        if entity.reference.form in ("path", "sql"):
            return reference.freeze(store, entity, now, by)
        since, until = reference.due(store, entity, now)
        return _of_own(store, entity, since, until, now, by)
    except Waiting as waiting:
        raise UsageError(f"{entity.name}: {waiting}") from None


def promote(store: Store, entity: Entity, since: datetime, until: datetime, now: datetime, by: str) -> Frozen:
    """Make the entity's own windows of a stretch its reference, retire the old one, and record who did so.

    Args:
        store: Where it is kept.
        entity: Whose.
        since: The first moment of the stretch.
        until: The first moment after it.
        now: When.
        by: Who: `user:…`.

    Raises:
        UsageError: The reference slides, or there are no rows in the stretch.
    """
    _check(entity)
    try:
        return _of_own(store, entity, since, until, now, by)
    except Waiting as waiting:
        raise UsageError(f"{entity.name}: {waiting} Choose another stretch.") from None


def show(store: Store, entity: Entity, now: datetime) -> list[dict[str, Any]]:
    """Every reference that an entity has had, newest first, as plain values.

    Args:
        store: Where they are kept.
        entity: Whose.
        now: What their age is counted to.
    """
    with store.reading() as tx:
        stored = [one for one in references.all(tx, entity.name) if one.name == reference.ACTIVE]
    return [_shown(reference.thawed(one), one, now) for one in reversed(stored)]


def _shown(found: Frozen, stored: references.Reference, now: datetime) -> dict[str, Any]:
    windows = found.series.windows
    return {
        "id": found.id,
        "name": found.name,
        "status": stored.status,
        "made_at": plain(found.made_at),
        "age": _days((now - found.made_at) // timedelta(days=1)),
        "digest": stored.digest,
        "basis": found.basis,
        "windows": len(windows),
        "since": plain(windows[0].start) if windows else None,
        "until": plain(windows[-1].end) if windows else None,
        "rows": found.series.rows,
        "columns": list(found.total.columns),
        "segments": found.segments.record(),
        "excluded": [plain(start) for start in found.excluded],
        "notes": list(found.notes),
        "configured": (stored.settings or {}).get("configured", {}),
    }


def _days(n: int) -> str:
    return f"{n:,} day{'' if n == 1 else 's'}"


def _of_own(store: Store, entity: Entity, since: datetime, until: datetime, now: datetime, by: str) -> Frozen:
    with store.reading() as tx:
        segments = segments_in(tx, entity.name, since, until, tuple(entity.segments))
    if segments != reference.segments_of(store, entity):  # the rows are cut anew before they are frozen so
        bring_up_to_date(store, entity, now, segments=segments)
        bring_targets(store, entity, now, segments=segments)
    name = f"{since:%d %b %Y} to {until:%d %b %Y}"
    with store.reading() as tx:
        made = from_samples(
            tx,
            entity.name,
            since,
            until,
            name=name,
            made_at=now,
            segments=segments,
            left_out=partial(is_left_out, entity),
        )
    if not len(made.series):
        raise Waiting(f"there are no rows from {since:%d %b %Y} to {until:%d %b %Y}.")
    return reference.keep(store, entity, made, now, by)


def _check(entity: Entity) -> None:
    if reference.is_rolling(entity):
        raise UsageError(
            f"{entity.name}: its reference slides, so there is none to set. Write first, window or path in gnomon.yaml."
        )
