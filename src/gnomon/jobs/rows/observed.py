"""Rows joined with their targets become outcomes: of a window's rows in one part, and of each of its segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from gnomon.jobs.rows import pieces
from gnomon.jobs.rows.cut import Cut
from gnomon.jobs.rows.ids import with_id
from gnomon.jobs.rows.known import ID, VALUE
from gnomon.jobs.rows.reading import TIME, between, open_between
from gnomon.jobs.rows.segments import WHOLE, Labels
from gnomon.jobs.rows.source import Part
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.task import OutcomeColumns
from gnomon.store.windows import WindowRow

RUN_WINDOWS, RUN_ROWS = 400, 1_000_000
"""What is in memory at once: whole windows, since a ranking's queries must not be split."""

GAP = 3.0
"""Windows apart from which two are read by themselves, in lengths of a window."""

Observed = Mapping[datetime, Mapping[Labels, Outcome]]
"""Outcomes by the start of their window, and by labels."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What of a part is read, to be observed.

    Attributes:
        timestamp: The column of the time.
        id: The column of the id; None when targets stand in the rows themselves.
        outcome: The columns of the outcome.
    """

    timestamp: str
    id: str | None
    outcome: OutcomeColumns

    def read(self, cut: Cut) -> list[str]:
        """Every column that is read, each once."""
        named = (self.timestamp, self.id, *self.outcome.named, *cut.segments.values)
        return [name for name in dict.fromkeys(named) if name is not None]


@dataclass(frozen=True, slots=True)
class Held:
    """A part of a source whose rows are samples already.

    Attributes:
        part: The part.
        batch: Its batch in the store.
        end: Rows at this time and later are no samples yet.
    """

    part: Part
    batch: int
    end: datetime


def runs(rows: Sequence[WindowRow], length: timedelta) -> Iterator[tuple[WindowRow, ...]]:
    """Windows that are read together: near each other, and not too much.

    Example:
        >>> from datetime import UTC
        >>> from gnomon.profiles.windows import Window
        >>> days = [datetime(2013, 1, day, tzinfo=UTC) for day in (1, 2, 9)]
        >>> rows = [WindowRow(Window(day, day + timedelta(days=1)), 1, 900) for day in days]
        >>> [len(run) for run in runs(rows, timedelta(days=1))]
        [2, 1]
    """
    kept: list[WindowRow] = []
    for row in rows:
        is_far = bool(kept) and row.window.start - kept[-1].window.start > GAP * length
        if kept and (is_far or len(kept) == RUN_WINDOWS or sum(one.rows for one in kept) + row.rows > RUN_ROWS):
            yield tuple(kept)
            kept = []
        kept.append(row)
    if kept:
        yield tuple(kept)


def observed(held: Held, run: Sequence[WindowRow], columns: Columns, cut: Cut, newest: pl.DataFrame | None) -> Observed:
    """The outcomes of a part's rows in some windows.

    Args:
        held: The part.
        run: The windows, oldest first.
        columns: Of the rows.
        cut: How they are cut.
        newest: Targets, `ID` and `VALUE`; None when they stand in the rows.

    Raises:
        DataError: The part cannot be read.
        SchemaError: A column that the outcome needs is not there.
    """
    since, until = run[0].window.start, min(held.end, run[-1].window.end)
    rows = open_between(held.part, columns.timestamp, since, until, columns.read(cut))
    read = [*between(rows, columns.timestamp, since, until)]
    if not read:
        return {}
    frame = with_targets(pl.concat(read, how="vertical_relaxed"), columns, newest)
    wanted = {row.window.start for row in run}
    by_window = pieces.windows([frame], cut)
    return {
        start: dict(_of_window(one.drop(TIME), columns.outcome, cut)) for start, one in by_window if start in wanted
    }


def with_targets(frame: pl.DataFrame, columns: Columns, newest: pl.DataFrame | None) -> pl.DataFrame:
    """Rows with the column of their target, null where none is known; in the order of rows."""
    if newest is None or columns.id is None or columns.outcome.target is None:
        return frame
    target = columns.outcome.target
    bare = frame.drop(target, strict=False)
    found = with_id(bare.select(columns.id), columns.id).select(ID).join(
        newest.select(ID, VALUE), on=ID, how="left", maintain_order="left"
    )  # fmt: skip
    return bare.with_columns(found[VALUE].alias(target))


def _of_window(rows: pl.DataFrame, columns: OutcomeColumns, cut: Cut) -> Iterator[tuple[Labels, Outcome]]:
    yield WHOLE, observe(rows, columns)
    for column, value, part in cut.segments.parts(rows):
        yield ((column, value),), observe(part, columns)
