"""Targets that are known at a time, joined with their rows: the outcome of each window whose targets changed.

A window is observed again when its rows changed, or when the digest of its
targets did: their count and the sum of the hashes of (id, target), which does
not depend on the order they came in. So a correction, a target that is out of
order and one that came before its row all end in the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from gnomon.errors import DataError, SchemaError, UnavailableError
from gnomon.jobs import ids, known, observed
from gnomon.jobs.arriving import arrivals
from gnomon.jobs.cut import cut_of
from gnomon.jobs.known import ID, Known, Wanted
from gnomon.jobs.observed import Columns, Held
from gnomon.jobs.pieces import START
from gnomon.jobs.profile import DOOR, version_with
from gnomon.jobs.reading import TIME
from gnomon.jobs.samples_of import STALE, outcome_hash
from gnomon.jobs.segments import SegmentSet
from gnomon.jobs.source import contents
from gnomon.profiles.windows import Every, Window
from gnomon.store import batches, samples, windows
from gnomon.store.transaction import Transaction
from gnomon.store.windows import WindowRow

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store


@dataclass(frozen=True, slots=True)
class Targeted:
    """What was done with the targets of an entity.

    Attributes:
        windows: Windows whose outcome changed, oldest first.
        known: Targets that are known, the newest of each id.
        unknown: Those of them whose id no row has (yet).
        corrected: Ids whose target was said again with another value.
        repeated: Targets that were said again as they were.
        empty: Targets without a value, an id, or the time that they should have.
        problems: What could not be read, a sentence each; tried again in the next run.
    """

    windows: tuple[Window, ...] = ()
    known: int = 0
    unknown: int = 0
    corrected: int = 0
    repeated: int = 0
    empty: int = 0
    problems: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What people should know, a sentence each."""
        counted = (
            (self.unknown, "targets have an id that no row has yet; they count when their row comes"),
            (self.corrected, "ids were given another target later; the newest counts"),
            (self.empty, "targets have no value, no id or no time; they are passed over"),
        )
        return tuple(f"{n:,} {words}." for n, words in counted if n)


def bring_targets(store: Store, entity: Entity, until: datetime, *, segments: SegmentSet) -> Targeted:
    """Observe again the outcome of each window whose rows or targets changed.

    Args:
        store: Where outcomes are kept.
        entity: Whose targets.
        until: Targets of this time and later are not known yet.
        segments: Which segments are observed apart.
    """
    if entity.outcome is None:
        return Targeted()
    columns = Columns(entity.source.timestamp, entity.source.id, entity.outcome)
    cut = cut_of(entity, segments)
    try:
        held = parts_held(store, entity, until, segments)
        joined = _join(entity, held, until)
        with store.reading() as tx:
            rows = windows.all(tx, entity.name)
        changed = [row for row in rows if row.target_digest != joined.digests.get(row.window.start, ids.digest())]
        touched: list[Window] = []
        for run in observed.runs(changed, Every.parse(entity.every).length):
            seen = {one.batch: observed.observed(one, run, columns, cut, joined.newest) for one in held}
            with store.transaction() as tx:
                touched += [row.window for row in run if _write(tx, entity.name, row, seen, joined)]
    except (DataError, SchemaError, UnavailableError) as error:
        return Targeted(problems=(str(error),))
    return replace(joined.counts, windows=tuple(touched))


def parts_held(store: Store, entity: Entity, until: datetime, segments: SegmentSet) -> tuple[Held, ...]:
    """The parts of a source that are there now as they were profiled.

    Raises:
        DataError: There is none at all.
    """
    there = contents(entity.source.place).parts
    with store.reading() as tx:
        known_batches = {batch.name: batch for batch in batches.all(tx, entity.name, DOOR)}
    found = []
    for part in there:
        batch = known_batches.get(part.name)
        if batch is not None and batch.id is not None and batch.version == version_with(part, segments):
            found.append(Held(part, batch.id, until if batch.until is None else min(batch.until, until)))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Targets and the rows that they belong to.

    Attributes:
        newest: The newest target of each id; None when targets stand in the rows.
        pairs: `START`, `TIME` and `AT` of every row that has a target.
        digests: By the start of the window.
        counts: Of targets.
    """

    newest: pl.DataFrame | None
    pairs: pl.DataFrame
    digests: Mapping[datetime, bytes]
    counts: Targeted


def _join(entity: Entity, held: Sequence[Held], until: datetime) -> Joined:
    targets = entity.targets
    if targets is None or entity.source.id is None:
        return Joined(None, pl.DataFrame(schema={START: ids.SCHEMA[START]}), {}, Targeted())
    there = contents(targets.place)
    said = known.said(there.parts, Wanted(targets.id, targets.target, targets.timestamp))
    now = known.known_at(said, until)
    rows = pl.concat([pl.DataFrame(schema=ids.SCHEMA), *(_rows(entity, one, entity.source.id) for one in held)])
    pairs = rows.join(now.newest, on=ID, how="inner")
    digests = {start.astimezone(UTC): digest for start, digest in ids.digests(pairs).items()}
    empty = said.empty + said.untimed
    counts = _counts(now, pairs, empty)
    return Joined(now.newest, pairs, digests, replace(counts, problems=tuple(there.problems.values())))


def _rows(entity: Entity, one: Held, event_id: str) -> pl.DataFrame:
    found = ids.ids_of(one.part, event_id, entity.source.timestamp, entity.every, entity.zone)
    return found.filter(pl.col(TIME) < one.end)


def _counts(now: Known, pairs: pl.DataFrame, empty: int) -> Targeted:
    matched = pairs[ID].n_unique() if pairs.height else 0
    return Targeted((), now.newest.height, now.newest.height - matched, now.corrected, now.repeated, empty)


def _write(
    tx: Transaction, entity: str, row: WindowRow, found: Mapping[int, observed.Observed], joined: Joined
) -> bool:
    """Write the outcomes of a window; whether that of all its rows is another than before."""
    start = row.window.start
    is_stale = row.target_digest.startswith(STALE)
    before = row.target_digest[len(STALE) :] if is_stale else outcome_hash(samples.outcome(tx, entity, row.window))
    for batch, outcomes in found.items():
        for labels, outcome in outcomes.get(start, {}).items():
            samples.put(tx, entity, row.window, batch, dict(labels), None, outcome)
    is_other = outcome_hash(samples.outcome(tx, entity, row.window)) != before
    digest = joined.digests.get(start, ids.digest())
    came = arrivals(joined.pairs.filter(pl.col(START) == start), row.rows) if joined.newest is not None else row.arrivals
    # A window without an outcome before is new: nobody has seen its revision without one.
    revision = row.revision + (is_other and before != b"")
    windows.put(tx, entity, replace(row, revision=revision, target_digest=digest, arrivals=came))
    return is_other


