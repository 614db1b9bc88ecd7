"""All of an entity that a run must know before it judges: rows, targets, reference, measurements, in that order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gnomon.errors import DataError, SchemaError, UnavailableError, UsageError
from gnomon.jobs import redefined
from gnomon.jobs.measure import measure_due
from gnomon.jobs.references import reference
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.reference import Waiting
from gnomon.jobs.references.stretch import segments_in
from gnomon.jobs.rows.feedback import bring_feedback
from gnomon.jobs.rows.joined import Targeted
from gnomon.jobs.rows.profile import Brought, bring_up_to_date
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.jobs.rows.targets import bring_targets
from gnomon.profiles.windows import Window
from gnomon.store import references, samples, windows
from gnomon.store.references import Reference

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an entity has at a time.

    Attributes:
        brought: What was done with its rows.
        targeted: What was done with its targets.
        reference: What it is compared with; None while there is none. Of one that slides, that of the newest window.
        waiting: Why there is no reference, in a sentence; empty when there is one.
        windows: Windows whose samples changed, oldest first.
        is_new: Whether the reference was made just now: what was measured before is measured anew.
    """

    brought: Brought
    targeted: Targeted
    reference: Frozen | None
    waiting: str
    windows: tuple[Window, ...]
    is_new: bool = False


def gather(
    store: Store, entity: Entity, until: datetime, *, progress: Progress | None = None, measuring: bool = True
) -> Gathered:
    """Bring an entity's samples, outcomes, reference and measurements up to a time.

    The entity must be in the store (`entities.put`).

    Args:
        store: Where they are kept.
        entity: Whose.
        until: Rows and targets of this time and later are left for later runs.
        progress: Told of each batch how many rows it had.
        measuring: Whether measurements are stored: judging does not need them.
    """
    redefined.follow(store, entity, until)
    had = None if reference.is_rolling(entity) else reference.active(store, entity)
    found: Frozen | str = had or _of_data(store, entity, until)
    segments = found.segments if isinstance(found, Frozen) else reference.segments_of(store, entity)
    brought = bring_up_to_date(store, entity, until, segments=segments, progress=progress)
    if not isinstance(found, Frozen):
        wanted = _segments(store, entity, until, segments)
        if wanted != segments:
            again = bring_up_to_date(store, entity, until, segments=wanted, progress=progress)
            brought += replace(again, rows=0)  # the same rows, with their segments
            segments = wanted
    brought += bring_feedback(store, entity, until, segments=segments)
    targeted = bring_targets(store, entity, until, segments=segments)
    if not isinstance(found, Frozen):
        found = reference.reference_of(store, entity, until)
    if isinstance(found, Frozen) and found.segments != segments:  # of data in blocks, whose size the rows told
        more = bring_up_to_date(store, entity, until, segments=found.segments, progress=progress)
        brought += replace(more, rows=0)
        known = bring_targets(store, entity, until, segments=found.segments)
        targeted = replace(known, windows=tuple(sorted({*targeted.windows, *known.windows})))
    found = _sharing(store, entity, found)
    is_new = isinstance(found, Frozen) and had is None and not reference.is_rolling(entity)
    touched = _touched(store, entity, brought, targeted, is_new)
    frozen = found if isinstance(found, Frozen) else None
    if measuring:
        measure_due(store, entity, until, frozen, anew=is_new)
    return Gathered(brought, targeted, frozen, found if isinstance(found, str) else "", touched, is_new)


def _of_data(store: Store, entity: Entity, until: datetime) -> Frozen | str:
    """A reference of timed data does not wait for rows, and its segments are theirs from the first."""
    if entity.reference.form not in ("path", "sql") or entity.reference.timestamp is None:
        return ""
    try:
        return reference.freeze(store, entity, until, "system")
    except (Waiting, DataError, SchemaError, UnavailableError) as error:
        return str(error)


def _segments(store: Store, entity: Entity, until: datetime, known: SegmentSet) -> SegmentSet:
    """The segment set that the reference will have as soon as it is due; the one that is known before."""
    if not entity.segments or known.values or entity.reference.form in ("path", "sql"):
        return known
    try:
        if not reference.is_rolling(entity):
            with store.reading() as tx:
                return segments_in(tx, entity.name, *reference.due(store, entity, until), tuple(entity.segments))
        return _of_sliding(store, entity, until)
    except (Waiting, UsageError):
        return known


def _of_sliding(store: Store, entity: Entity, until: datetime) -> SegmentSet:
    """The segments of a reference that slides are those of its first stretch: frozen, though it is not."""
    with store.reading() as tx:
        rows = windows.all(tx, entity.name)
        first = rows[0].window.start if rows else until
        end = first + (entity.reference.last or timedelta(0))
        if not rows or end > until:
            return SegmentSet()
        found = segments_in(tx, entity.name, first, max(end, rows[0].window.end), tuple(entity.segments))
    with store.transaction() as tx:
        row = Reference(entity.name, reference.SEGMENTS, until, found.digest, b"", b"", found.record())
        references.put(tx, row)
    return found


def _sharing(store: Store, entity: Entity, found: Frozen | str) -> Frozen | str:
    """The reference, if it has a column of the rows."""
    if isinstance(found, str):
        return found
    with store.reading() as tx:
        rows = [row for row in windows.all(tx, entity.name) if row.rows]
        now = samples.profile(tx, entity.name, rows[-1].window).columns if rows else ()
    if not rows or set(now) & set(found.total.columns):
        return found
    theirs, ours = ", ".join(found.total.columns[:5]), ", ".join(now[:5])
    return f"the reference {found.name} shares no column with the rows: it has {theirs}, they have {ours}."


def _touched(store: Store, entity: Entity, brought: Brought, targeted: Targeted, is_new: bool) -> tuple[Window, ...]:
    if not is_new:
        return tuple(sorted({*brought.windows, *targeted.windows}))
    with store.reading() as tx:
        return tuple(row.window for row in windows.all(tx, entity.name))
