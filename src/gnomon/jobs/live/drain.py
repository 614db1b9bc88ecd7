"""From the inbox into the log, each row once.

The mark of what is in the log is the log's own, and moves in the commit that
writes the rows. A drain that is killed before that commit has done nothing;
one that is killed after it leaves bodies in the inbox that the next one lets go
of, since the mark says that they are in.

Source: DESIGN 8.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl

from gnomon.jobs import clock
from gnomon.jobs.live.fitting import fitted, kinds_of
from gnomon.log.table import BATCH, DAY, ConflictError, Snapshot, snapshot
from gnomon.profiles.kinds import kind_of
from gnomon.profiles.records import PLACE, TYPES
from gnomon.profiles.schema import Kind
from gnomon.store import inbox as inboxes
from gnomon.store.inbox import Arrived, Door, Refused

if TYPE_CHECKING:
    from gnomon.store.open import Store

MOST_BYTES = 128 * 2**20
"""Of bodies that are written in one commit."""

FREED_BYTES = 2**20
"""Of bodies that are let go of in one transaction: who sends a batch waits for its end."""

BREATH = timedelta(milliseconds=10)
"""Between two of these, so that those who wait have their turn."""

REMEMBERED = timedelta(days=7)
"""So long a batch id counts once, and a refused row can be seen."""

TRIES = 20
"""How often others may be faster."""


@dataclass(frozen=True, slots=True)
class Drained:
    """What a drain did.

    Attributes:
        rows: Rows that are in the log now.
        refused: Rows that did not fit to the columns of the log.
    """

    rows: int = 0
    refused: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What people should know, a sentence each."""
        words = "rows that came over HTTP were refused: see /api/v1/entities/…/refused"
        return (f"{self.refused:,} {words}.",) if self.refused else ()


def drain(inbox: Store, place: str, entity: str, door: Door, time: str, now: datetime) -> Drained:
    """Bring what waits now into the log; what comes meanwhile is left for the next time, so that this one ends.

    Args:
        inbox: Where it waits.
        place: The table of the log.
        entity: Whose rows.
        door: By which they came.
        time: The column of their time.
        now: The time on the wall.

    Raises:
        UnavailableError: The log or the inbox cannot be reached.
    """
    with inbox.transaction() as tx:
        writer = f"gnomon-inbox/{inboxes.name(tx)}"
        inboxes.forget(tx, now - REMEMBERED)
        last = inboxes.last(tx, entity, door)
    rows = refused = tries = 0
    while True:
        before = snapshot(place)
        batches = taken(inbox, entity, door, before.mark(writer), last)
        if not batches:
            return Drained(rows, refused)
        frame, why = _rows(batches, before, time)
        _refuse(inbox, batches, why)
        try:
            before.append(frame, writer, batches[-1].seq)
        except ConflictError:
            tries += 1
            if tries == TRIES:
                raise
            continue
        rows += frame.height
        refused += sum(len(each) for each in why.values())


def taken(inbox: Store, entity: str, door: Door, mark: int, last: int) -> list[Arrived]:
    """The batches after a mark, as many as are written together; those up to the mark are let go of.

    Args:
        inbox: Where they wait.
        entity: Whose.
        door: By which they came.
        mark: The number of the last batch that is kept elsewhere already.
        last: The number of the last batch that is taken.
    """
    is_more = True
    while is_more:
        with inbox.transaction() as tx:
            is_more = inboxes.drained(tx, entity, door, mark, FREED_BYTES)
        if is_more:
            clock.pause(BREATH)
    with inbox.reading() as tx:
        return inboxes.take(tx, entity, door, mark, last, MOST_BYTES)


def _refuse(inbox: Store, batches: Sequence[Arrived], why: Mapping[int, Sequence[Refused]]) -> None:
    """Keep what does not fit before the others are written: a drain that is killed between says it again."""
    if why:
        with inbox.transaction() as tx:
            for one in batches:
                inboxes.refuse(tx, one, why.get(one.seq, ()))


def _rows(
    batches: Sequence[Arrived], before: Snapshot, time: str
) -> tuple[pl.DataFrame, Mapping[int, Sequence[Refused]]]:
    """The rows of batches as the log takes them, and those that it does not, by batch."""
    known = kinds_of(before.columns)
    why: dict[int, Sequence[Refused]] = {}
    frames = list(_fitting(batches, known, why))
    empty = pl.DataFrame(schema={time: TYPES["time"], BATCH: pl.Int64()})
    whole = pl.concat([empty, *frames], how="diagonal_relaxed")
    kept = [column for column in whole if not isinstance(column.dtype, pl.Null)]  # of no value a type is known
    return pl.DataFrame(kept).with_columns(pl.col(time).dt.date().alias(DAY)), why


def _fitting(
    batches: Sequence[Arrived], known: dict[str, Kind], why: dict[int, Sequence[Refused]]
) -> Iterator[pl.DataFrame]:
    for one in batches:
        frame = pl.read_ipc_stream(io.BytesIO(one.body))
        if not all(_fits(name, dtype, known) for name, dtype in frame.schema.items()):
            frame, bad = fitted(frame, known)
            if bad:
                lost = frame[PLACE].is_in(list(bad))
                why[one.seq] = _shown(frame.filter(lost), bad)
                frame = frame.filter(~lost)
            kinds: dict[str, Kind] = {name: kind_of(dtype) for name, dtype in frame.schema.items() if name != PLACE}
            for name, kind in kinds.items():
                if kind != "null":
                    known[name] = kind
        yield frame.drop(PLACE).with_columns(pl.lit(one.seq, pl.Int64).alias(BATCH))


def _fits(name: str, dtype: pl.DataType, known: Mapping[str, Kind]) -> bool:
    kind = known.get(name)
    return name == PLACE or (kind is not None and dtype in (TYPES[kind], pl.Null))


def _shown(rows: pl.DataFrame, why: Mapping[int, str]) -> tuple[Refused, ...]:
    shown = {row.pop(PLACE): row for row in rows.iter_rows(named=True)}
    return tuple(Refused(place, why[place], str(row)) for place, row in shown.items())
