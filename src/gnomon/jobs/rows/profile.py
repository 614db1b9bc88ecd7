"""Rows of a source become samples: each window's profile, of the whole and of its segments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gnomon.errors import DataError, SchemaError, UnavailableError
from gnomon.jobs import definition
from gnomon.jobs.rows import pieces, samples_of, slices, unread
from gnomon.jobs.rows.cut import Cut, cut_of
from gnomon.jobs.rows.index import Index, index_of, window_at
from gnomon.jobs.rows.reading import between, open_between
from gnomon.jobs.rows.segments import Labels, SegmentSet
from gnomon.jobs.rows.source import Part, contents
from gnomon.jobs.rows.version import version_of
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window
from gnomon.store import batches
from gnomon.store.batches import Batch

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store

DOOR = "source"
Progress = Callable[[int], None]
"""Told of each batch how many rows it had."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was done with the rows of an entity.

    Attributes:
        windows: Windows whose samples changed, oldest first.
        rows: Rows that were profiled.
        later: Rows at or after `until`, left for later runs.
        untimed: Rows in no window, since they have no time.
        problems: What could not be read, a sentence each; tried again in the next run.
        notes: What was mended or changed, a sentence each.
        unread_until: Windows that begin before may lack rows that could not be read; None where all were.
        failed: By series, why a profiler of the user's own failed, once for each reason.
    """

    windows: tuple[Window, ...] = ()
    rows: int = 0
    later: int = 0
    untimed: int = 0
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unread_until: datetime | None = None
    failed: tuple[tuple[str, Failed], ...] = ()

    def __add__(self, other: Brought, /) -> Brought:
        """What was done with both, each window and sentence once."""
        return Brought(
            tuple(sorted({*self.windows, *other.windows})),
            self.rows + other.rows,
            self.later + other.later,
            self.untimed + other.untimed,
            tuple(dict.fromkeys(self.problems + other.problems)),
            tuple(dict.fromkeys(self.notes + other.notes)),
            max((one.unread_until for one in (self, other) if one.unread_until is not None), default=None),
            tuple(dict.fromkeys(self.failed + other.failed)),
        )


def bring_up_to_date(
    store: Store, entity: Entity, until: datetime, *, segments: SegmentSet, progress: Progress | None = None
) -> Brought:
    """Profile the rows of an entity's source that are older than a time and not profiled yet.

    Each file is a batch; the same version of it again changes nothing, a new one replaces the samples of the old.
    What is written of a batch and how far it has come are one transaction.

    Args:
        store: Where samples are kept.
        entity: Whose rows.
        until: Rows of this time and later are left for later runs.
        segments: Which segments are profiled apart; another set profiles everything again.
        progress: Told of each batch of rows how many it had.
    """
    try:
        held = contents(entity.source.place)
    except (DataError, UnavailableError) as error:
        return Brought(problems=(str(error),), unread_until=unread.EVER) + _gone(store, entity, ())
    done = Brought(problems=tuple(held.problems.values()), unread_until=unread.EVER if held.problems else None)
    for part in held.parts:
        try:
            for slice_done in _bring(store, entity, part, until, cut_of(entity, segments), progress):
                done += slice_done
        except (DataError, SchemaError) as error:
            done += Brought(problems=(_named(part, error),), unread_until=unread.reach(part))
        except UnavailableError as error:
            done += Brought(problems=(str(error),), unread_until=unread.reach(part))
    if entity.source.live:
        return done  # days that the log let go of stay as they were profiled
    return done + _gone(store, entity, [*held.problems, *(part.name for part in held.parts)])


def _named(part: Part, error: Exception) -> str:
    """What is wrong with a part, with its name."""
    told = str(error)
    return told if part.name in told else f"{part.name}: {told}"


def version_with(part: Part, cut: Cut) -> str:
    """What a batch of a part is the version of: its file, its segments, and the definitions of the user's profilers."""
    own = f"/{definition.of_all(cut.profilers)}" if cut.profilers else ""
    return f"{part.version or 'table'}/{cut.segments.digest[:16]}{own}"


def _bring(
    store: Store, entity: Entity, part: Part, until: datetime, cut: Cut, progress: Progress | None
) -> Iterator[Brought]:
    """Profile one part slice by slice; what each slice did."""
    with store.reading() as tx:
        known = batches.find(tx, entity.name, DOOR, part.name)
    version, since = version_with(part, cut), None
    if known is not None and known.version == version:
        if known.until is None or (known.until >= until and not part.is_table):
            return
        since = window_at(
            known.until - entity.lateness if part.is_table else known.until, entity.every, entity.zone
        ).start
    index = index_of(part, entity.source.timestamp, entity.every, entity.zone)
    had = known.rows if known is not None and since is not None else 0
    grown = None
    if known is not None and since is None:
        with store.reading() as tx:
            grown = slices.grown(tx, part, known, version, index)
    if grown is None:
        found = [*slices.of_all(index, since, until, had, is_new=known is None)]
    else:
        had, found = sum(grown.values()), [*slices.of_grown(index, until, cut, grown)]
    for one, after in zip(found, [*(each.starts[0] for each in found[1:]), None], strict=True):
        end = min(one.reach.until or until, until)
        rows = open_between(part, entity.source.timestamp, one.reach.since, end)
        timed = between(rows, entity.source.timestamp, one.reach.since, end) if one.starts else ()
        made = pieces.profiles(timed, cut, progress)
        _check_unchanged(part)
        mark = after or (None if _is_read(index, part, until) else until)
        total = had - one.replaced + sum(each[()].rows for each in made.values())
        with store.transaction() as tx:
            batch = batches.put(tx, Batch(entity.name, DOOR, part.name, version, mark, total))
            changed, notes = samples_of.write(tx, entity.name, batch, made, one.reach, cut)
        is_last = after is None
        yield Brought(
            changed,
            total - had,
            index.timed - total if is_last else 0,
            index.untimed if is_last else 0,
            notes=(*notes, *(f"{part.name}: {note}" for note in rows.notes)),
            failed=tuple(_failed(made)),
        )
        had = total


def _failed(made: Mapping[datetime, Mapping[Labels, Profile]]) -> Iterator[tuple[str, Failed]]:
    """What failed, each series and reason once."""
    found: dict[tuple[str, Failed], None] = {}
    for by_labels in made.values():
        for profile in by_labels.values():
            found |= {(name, one): None for name, one in profile.scalars.items() if isinstance(one, Failed)}
    yield from found


def _is_read(index: Index, part: Part, until: datetime) -> bool:
    """Whether no row of a file is left for later, so that it need not be opened again."""
    return not part.is_table and (index.newest is None or index.newest < until)


def _check_unchanged(part: Part) -> None:
    if not part.is_table and not part.files and version_of(Path(part.address)) != part.version:
        raise DataError(f"{part.name}: was written while it was read. It is read again in the next run.")


def _gone(store: Store, entity: Entity, there: Sequence[str]) -> Brought:
    with store.reading() as tx:
        names = [batch.name for batch in batches.all(tx, entity.name, DOOR)]
    return Brought(
        notes=tuple(f"{name}: is gone; what was profiled of it stays." for name in names if name not in there)
    )
