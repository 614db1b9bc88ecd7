"""What of a part is profiled in one transaction: windows, what they speak for, and which rows they replace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from gnomon.jobs.rows.cut import Cut
from gnomon.jobs.rows.index import Index, window_at
from gnomon.jobs.rows.samples_of import Reach
from gnomon.jobs.rows.source import Part
from gnomon.store import batch_samples
from gnomon.store.batches import Batch
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Slice:
    """Windows that are profiled together.

    Attributes:
        starts: Of the windows; none where there is nothing to read.
        reach: What they speak for.
        replaced: Rows of the batch that were samples of these windows before.
    """

    starts: tuple[datetime, ...]
    reach: Reach
    replaced: int


def grown(tx: Transaction, part: Part, known: Batch, version: str, index: Index) -> Mapping[datetime, int] | None:
    """Rows by window that a day of the log has as samples, where it only grew since; None where all is read again.

    The log is only added to: a window with as many rows as before has the same ones.

    Args:
        tx: A transaction.
        part: The part as it is now.
        known: Its batch in the store.
        version: What the batch is to be the version of now.
        index: Its rows by window.
    """
    is_cut_alike = known.version.partition("/")[2] == version.partition("/")[2]
    if not part.files or known.id is None or not is_cut_alike:
        return None
    had, now = batch_samples.rows(tx, known.id), dict(zip(index.starts, index.rows, strict=True))
    return had if all(rows <= now.get(start, 0) for start, rows in had.items()) else None


def of_grown(index: Index, until: datetime, cut: Cut, had: Mapping[datetime, int]) -> Iterator[Slice]:
    """The windows that have more rows than there are samples of; each slice speaks for its own windows only.

    Args:
        index: Rows by window.
        until: Windows from then on are left for later.
        cut: How windows are cut.
        had: Rows by window that are samples.
    """
    is_any = False
    for starts in index.slices(None, until, had):
        is_any = True
        reach = Reach(starts[0], window_at(starts[-1], cut.every, cut.zone).end, is_new=False)
        yield Slice(starts, reach, sum(had.get(start, 0) for start in starts))
    if not is_any:
        yield Slice((), Reach(until, until, is_new=False), 0)


def of_all(index: Index, since: datetime | None, until: datetime, had: int, *, is_new: bool) -> Iterator[Slice]:
    """All windows from a time on; what the batch had there besides is gone.

    Args:
        index: Rows by window.
        since: From when on; None: from the first.
        until: Windows from then on are left for later.
        had: Rows of the batch that are samples.
        is_new: Whether the batch had nothing before.
    """
    found = [*index.slices(since, until)] or [()]
    for place, starts in enumerate(found):
        after = found[place + 1][0] if place + 1 < len(found) else None
        replaced = had - index.before(starts[0]) if starts and not place else 0
        yield Slice(starts, Reach(starts[0] if place else since, after, is_new), replaced)
