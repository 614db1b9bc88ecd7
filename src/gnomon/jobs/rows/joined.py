"""Targets and the rows that they belong to, at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from gnomon.jobs.rows import ids, known
from gnomon.jobs.rows.arriving import arrivals
from gnomon.jobs.rows.known import ID, Wanted
from gnomon.jobs.rows.observed import Held
from gnomon.jobs.rows.pieces import START
from gnomon.jobs.rows.reading import TIME
from gnomon.jobs.rows.samples_of import STALE
from gnomon.jobs.rows.source import Part, contents
from gnomon.profiles.windows import Window
from gnomon.store import batches
from gnomon.store.batches import Batch
from gnomon.store.windows import WindowRow

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store

DOOR = "targets"
TABLE = "table"


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


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Targets and the rows that they belong to.

    Attributes:
        newest: The newest target of each id; None when targets stand in the rows.
        pairs: `START`, `TIME` and `FIRST` of every row that has a target.
        digests: By the start of the window.
        counts: Of targets, with what could not be read.
        is_lacking: Whether targets that were read before cannot be read now: they are not taken back.
    """

    newest: pl.DataFrame | None = None
    pairs: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ids.SCHEMA))
    digests: Mapping[datetime, bytes] = field(default_factory=dict)
    counts: Targeted = Targeted()
    is_lacking: bool = False

    def digest(self, start: datetime) -> bytes:
        """What the targets of a window are known by."""
        return self.digests.get(start, ids.digest())

    def asks(self, row: WindowRow) -> bool:
        """Whether a window is to be observed again."""
        before, now = row.target_digest, self.digest(row.window.start)
        if before == now:
            return False
        is_observed = len(before) == ids.DIGEST_BYTES and not before.startswith(STALE)
        return not (self.is_lacking and is_observed and ids.count(now) < ids.count(before))

    def arrivals(self, start: datetime, row: WindowRow) -> bytes:
        """How old the events of a window were when their targets came, as bytes."""
        return row.arrivals if self.newest is None else arrivals(self.pairs.filter(pl.col(START) == start), row.rows)


def join(store: Store, entity: Entity, held: Sequence[Held], until: datetime) -> Joined:
    """Find the rows of the targets that are known at a time.

    Args:
        store: Where it is kept which files of targets there were.
        entity: Whose.
        held: The parts of its source whose rows are samples.
        until: Targets of this time and later are not known yet.

    Raises:
        DataError: No targets can be read.
        SchemaError: The rows have no id.
    """
    targets = entity.targets
    if targets is None or entity.source.id is None:
        return Joined()
    there = contents(targets.place)
    said = known.said(there.parts, Wanted(targets.id, targets.target, targets.timestamp))
    problems = {**there.problems, **said.problems}
    gone = _lacking(store, entity, there.parts, problems, until)
    problems |= {name: f"{name}: is gone; the targets that it had stay." for name in gone if name not in problems}
    now = known.known_at(said, until)
    event_id, timestamp = entity.source.id, entity.source.timestamp
    read = [(ids.ids_of(one.part, event_id, timestamp, entity.every, entity.zone), one.end) for one in held]
    rows = [pl.DataFrame(schema=ids.SCHEMA), *(frame.filter(pl.col(TIME) < end) for frame, end in read)]
    pairs = pl.concat(rows).join(now.newest, on=ID, how="inner")
    matched = pairs[ID].n_unique() if pairs.height else 0
    known_ids = now.newest.height
    counts = Targeted(
        (), known_ids, known_ids - matched, now.corrected, now.repeated, said.empty, tuple(problems.values())
    )
    digests = {start.astimezone(UTC): digest for start, digest in ids.digests(pairs).items()}
    return Joined(now.newest, pairs, digests, counts, bool(gone))


def _lacking(
    store: Store, entity: Entity, there: Sequence[Part], problems: Mapping[str, str], until: datetime
) -> list[str]:
    """Names of the files of targets that were read in a run before and cannot be now; those that can be are noted."""
    with store.reading() as tx:
        before = {batch.name: batch.version for batch in batches.all(tx, entity.name, DOOR)}
    now = {part.name: part.version or TABLE for part in there if part.name not in problems}
    new = {name: version for name, version in now.items() if before.get(name) != version}
    if new:
        with store.transaction() as tx:
            for name, version in new.items():
                batches.put(tx, Batch(entity.name, DOOR, name, version, until))
    return [name for name in before if name not in now]
