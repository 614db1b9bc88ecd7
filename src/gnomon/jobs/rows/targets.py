"""Targets that are known at a time, joined with their rows: the outcome of each window whose targets changed.

A window is observed again when its rows changed, or when the digest of its
targets did: their count and the sum of the hashes of (id, target), which does
not depend on the order they came in. So a correction, a target that is out of
order and one that came before its row all end in the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.errors import DataError, SchemaError, UnavailableError
from gnomon.jobs.rows import observed
from gnomon.jobs.rows.cut import Cut, cut_of
from gnomon.jobs.rows.joined import Joined, Targeted, join
from gnomon.jobs.rows.observed import Columns, Held
from gnomon.jobs.rows.profile import DOOR as SOURCE
from gnomon.jobs.rows.profile import version_with
from gnomon.jobs.rows.samples_of import STALE, outcome_hash
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.jobs.rows.source import contents
from gnomon.profiles.windows import Every, Window
from gnomon.store import batches, samples, windows
from gnomon.store.transaction import Transaction
from gnomon.store.windows import WindowRow

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store


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
        held = parts_held(store, entity, until, cut)
        joined = join(store, entity, held, until)
    except (DataError, SchemaError, UnavailableError) as error:
        return Targeted(problems=(str(error),))
    with store.reading() as tx:
        changed = [row for row in windows.all(tx, entity.name) if joined.asks(row)]
    touched, problems = list[Window](), dict.fromkeys(joined.counts.problems)
    for run in observed.runs(changed, Every.parse(entity.every).length):
        seen: dict[int, observed.Observed] = {}
        failed: dict[str, None] = {}
        for one in held:
            try:
                seen[one.batch] = observed.observed(one, run, columns, cut, joined.newest)
            except (DataError, SchemaError, UnavailableError) as error:
                failed[str(error)] = None
        with store.transaction() as tx:
            touched += [row.window for row in run if _write(tx, entity.name, row, seen, joined, is_whole=not failed)]
        problems |= failed
    return replace(joined.counts, windows=tuple(touched), problems=tuple(problems))


def parts_held(store: Store, entity: Entity, until: datetime, cut: Cut) -> tuple[Held, ...]:
    """The parts of a source that are there now as they were profiled.

    Raises:
        DataError: There is none at all.
    """
    there = contents(entity.source.place).parts
    with store.reading() as tx:
        profiled = {batch.name: batch for batch in batches.all(tx, entity.name, SOURCE)}
    found = []
    for part in there:
        batch = profiled.get(part.name)
        if batch is not None and batch.id is not None and batch.version == version_with(part, cut):
            found.append(Held(part, batch.id, until if batch.until is None else min(batch.until, until)))
    return tuple(found)


def _write(
    tx: Transaction,
    entity: str,
    row: WindowRow,
    found: Mapping[int, observed.Observed],
    joined: Joined,
    *,
    is_whole: bool,
) -> bool:
    """Write the outcomes of a window; whether that of all its rows is another than before."""
    start, is_stale = row.window.start, row.target_digest.startswith(STALE)
    before = row.target_digest[len(STALE) :] if is_stale else outcome_hash(samples.outcome(tx, entity, row.window))
    for batch, outcomes in found.items():
        for labels, outcome in outcomes.get(start, {}).items():
            samples.put(tx, entity, row.window, batch, dict(labels), None, outcome)
    after = outcome_hash(samples.outcome(tx, entity, row.window))
    # A window without an outcome before is new: nobody has seen its revision without one.
    revision = row.revision + (before not in (after, b""))
    digest = joined.digest(start) if is_whole else STALE + after  # with a part unread, it is observed again
    came = joined.arrivals(start, row)
    windows.put(tx, entity, replace(row, revision=revision, target_digest=digest, arrivals=came))
    return after != before
