"""What was made of live predictions, joined with them: columns `feedback.…` of the windows that the events are in.

They are a batch of each window's own, without rows: what somebody said adds to
the window's profile, and nothing is profiled again. A window is written again when
the digest of its feedback changes, which does not depend on the order it came in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from gnomon.errors import DataError, SchemaError, UnavailableError
from gnomon.jobs.rows import ids, known
from gnomon.jobs.rows.cut import cut_of
from gnomon.jobs.rows.known import ID, VALUE, Wanted
from gnomon.jobs.rows.pieces import START
from gnomon.jobs.rows.profile import Brought
from gnomon.jobs.rows.reading import TIME, opened
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.jobs.rows.source import contents
from gnomon.jobs.rows.targets import parts_held
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema
from gnomon.profiles.volume import RowsSummary
from gnomon.profiles.windows import Window
from gnomon.store import batches, samples, windows
from gnomon.store.batches import Batch

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store

DOOR = "feedback"


@dataclass(frozen=True, slots=True, eq=False)
class _Joined:
    """The feedback of an entity with the windows of its events.

    Attributes:
        columns: By name, `START` and `VALUE` of every row that something was said of.
        there: Starts of the windows whose rows can be read.
        unknown: How much has an id that no row has.
    """

    columns: Mapping[str, pl.DataFrame]
    there: frozenset[datetime]
    unknown: int

    def versions(self, schema: Schema) -> Mapping[datetime, str]:
        """What the feedback of each window is known by."""
        said: dict[datetime, list[str]] = defaultdict(list)
        for name, pairs in sorted(self.columns.items()):
            for start, digest in ids.digests(pairs).items():
                said[start.astimezone(UTC)].append(f"{name}/{schema.kinds.get(name)}/{digest.hex()}")
        return {start: hashlib.sha256("\n".join(each).encode()).hexdigest() for start, each in said.items()}

    def profile(self, start: datetime, schema: Schema) -> Profile:
        """What was said of the events of a window, without rows."""
        total = Profile()
        for name, pairs in self.columns.items():
            values = pairs.filter(pl.col(START) == start)[VALUE].alias(name)
            total += profile_frame(values.to_frame(), Schema(schema.kinds, {name: "feedback"}))
        return replace(total, volume=RowsSummary())


def bring_feedback(store: Store, entity: Entity, until: datetime, *, segments: SegmentSet) -> Brought:
    """Write again what was made of the predictions of each window whose feedback changed.

    Args:
        store: Where samples are kept.
        entity: Whose events.
        until: Feedback of this time and later is not known yet.
        segments: Which segments rows were profiled in.
    """
    if not entity.source.live:
        return Brought()
    schema = cut_of(entity, segments).schema
    try:
        joined = _join(store, entity, until, segments)
        if joined is None:
            return Brought()
        touched = tuple(_written(store, entity.name, joined, schema))
    except (DataError, SchemaError, UnavailableError) as error:
        return Brought(problems=(str(error),))
    words = "pieces of feedback have an id that no row has yet; they count when their row comes."
    return Brought(touched, notes=(f"{joined.unknown:,} {words}",) if joined.unknown else ())


def _join(store: Store, entity: Entity, until: datetime, segments: SegmentSet) -> _Joined | None:
    """Find the rows of the newest feedback of each id and name; None before there is any."""
    event_id, timestamp = entity.source.id, entity.source.timestamp
    schemas = {part: opened(part).schema for part in contents(entity.source.feedback).parts}
    if event_id is None or not schemas:
        return None
    held = parts_held(store, entity, until, cut_of(entity, segments))
    if len(held) < len(contents(entity.source.place).parts):
        return None  # some could not be read, and that is told: a window's feedback is not taken back for it
    read = [(ids.ids_of(one.part, event_id, timestamp, entity.every, entity.zone), one.end) for one in held]
    rows = pl.concat([pl.DataFrame(schema=ids.SCHEMA), *(frame.filter(pl.col(TIME) < end) for frame, end in read)])
    columns, unknown = dict[str, pl.DataFrame](), 0
    for name in sorted({name for schema in schemas.values() for name in schema} - {event_id, timestamp}):
        parts = [part for part, schema in schemas.items() if name in schema]
        newest = known.known_at(known.said(parts, Wanted(event_id, name, timestamp)), until).newest
        columns[name] = rows.join(newest, on=ID, how="inner")
        unknown += newest.height - columns[name][ID].n_unique()
    return _Joined(columns, frozenset(start.astimezone(UTC) for start in rows[START].unique()), unknown)


def _written(store: Store, entity: str, joined: _Joined, schema: Schema) -> Iterator[Window]:
    """Write the windows whose feedback is another than before; those of which a stored byte changed."""
    now = joined.versions(schema)
    with store.reading() as tx:
        before = {batch.name: batch.version for batch in batches.all(tx, entity, DOOR)}
        rows = {row.window.start: row for row in windows.all(tx, entity)}
    for start in sorted(joined.there & rows.keys()):
        name, version = start.isoformat(), now.get(start, "")
        if before.get(name, "") == version:
            continue
        with store.transaction() as tx:
            row = rows[start]
            number = batches.put(tx, Batch(entity, DOOR, name, version))
            if samples.put(tx, entity, row.window, number, {}, joined.profile(start, schema)):
                samples.profile(tx, entity, row.window)  # kinds that do not agree are found here
                windows.put(tx, entity, replace(row, revision=row.revision + 1))
                yield row.window
