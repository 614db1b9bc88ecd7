"""Which targets are known at a time: the newest of each id, whatever the order they came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

import numpy as np
import polars as pl

from gnomon.errors import DataError, SchemaError, UnavailableError
from gnomon.jobs.rows.plain_text import plain_hash
from gnomon.jobs.rows.reading import chosen, opened
from gnomon.jobs.rows.source import Part
from gnomon.profiles.clock import MOMENT
from gnomon.profiles.frames.union import widen
from gnomon.profiles.slicer import times_of
from gnomon.sketches.hashing import mix

ID, AT, VALUE, TOKEN = "\0id", "\0at", "\0value", "\0token"
"""Columns of targets: the hash of the id, when it became known, what it is, and the hash of id and value."""

FIRST = "\0first"
"""When an id had a target first, the newest one or another."""

REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Said:
    """Every target of a source, oldest first.

    Attributes:
        rows: `ID`, `AT` (null where it says no time), `VALUE`, `TOKEN`; in the order of time, then of the rows.
        is_timed: Whether targets say from when they are known; else they are from their first sight.
        empty: Rows without an id or a value, or without a time where there should be one: never known.
        problems: Files that could not be read, a sentence by name.
    """

    rows: pl.DataFrame
    is_timed: bool
    empty: int
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """Targets that are known at a time.

    Attributes:
        newest: `ID`, `AT`, `VALUE`, `TOKEN` of the newest target of each id, and `FIRST`.
        repeated: Targets that were said again as they were.
        corrected: Ids whose target was said again with another value.
    """

    newest: pl.DataFrame
    repeated: int
    corrected: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The columns of a source of targets."""

    id: str
    target: str
    timestamp: str | None


def said(parts: Sequence[Part], wanted: Wanted) -> Said:
    """Read the targets of a source; those of a version of a file once a process.

    Args:
        parts: Its files in the order of their names, or its table.
        wanted: Its columns.

    Returns:
        The targets of the files that can be read together; the others are named in `problems`.

    Raises:
        DataError: Not one file can be read, or the column of targets is nowhere.
    """
    read: list[Said] = []
    problems: dict[str, str] = {}
    for part in parts:
        try:
            one = (_read if part.is_table else _remembered)(part, wanted)
            _check_together(read, one, part, wanted)
            read.append(one)
        except (DataError, SchemaError, UnavailableError) as error:
            problems[part.name] = str(error)
    if not read:
        raise DataError(next(iter(problems.values()), "there are no targets."))
    frames = [one.rows for one in read if one.rows.height] or [read[0].rows]
    rows = pl.concat(frames, how="vertical_relaxed") if len(frames) > 1 else frames[0]
    if len(frames) > 1 and wanted.timestamp is not None:
        rows = rows.sort(AT, maintain_order=True)
    return Said(rows, wanted.timestamp is not None, sum(one.empty for one in read), problems)


def _check_together(read: Sequence[Said], one: Said, part: Part, wanted: Wanted) -> None:
    """Whether the targets of one more file go together with those of the files before."""
    for other in read:
        a, b = other.rows.schema[VALUE], one.rows.schema[VALUE]
        if other.rows.height and one.rows.height and widen(a, b) is None:
            raise SchemaError(
                f"{part.name}: the target {wanted.target!r} is {b}, and {a} in the files before it. "
                "Write all files with one type."
            )


def known_at(targets: Said, until: datetime) -> Known:
    """The newest target of each id before a time: by its timestamp, then by the order of rows.

    Example:
        >>> from datetime import UTC
        >>> times = pl.Series([datetime(2013, 1, day, tzinfo=UTC) for day in (1, 2, 3)], dtype=MOMENT)
        >>> rows = pl.DataFrame({ID: [1, 1, 1], AT: times, VALUE: [0, 1, 0], TOKEN: [10, 11, 10]})
        >>> found = known_at(Said(rows, True, 0), datetime(2013, 1, 3, tzinfo=UTC))
        >>> found.newest[VALUE].to_list(), found.corrected
        ([1], 1)
    """
    rows = targets.rows
    if targets.is_timed:
        rows = rows.head(int(rows[AT].search_sorted(until, side="left")))
    newest = rows.unique(ID, keep="last", maintain_order=False)
    if newest.height == rows.height:
        return Known(newest.with_columns(pl.col(AT).alias(FIRST)), 0, 0)
    first = rows.unique(ID, keep="first", maintain_order=False).select(ID, pl.col(AT).alias(FIRST))
    newest = newest.join(first, on=ID, how="left")
    pairs = rows.select(ID, TOKEN).unique()
    several = pairs[ID].is_duplicated()
    return Known(newest, rows.height - pairs.height, pairs.filter(several)[ID].n_unique())


def _read(part: Part, wanted: Wanted) -> Said:
    columns = [name for name in (wanted.id, wanted.target, wanted.timestamp) if name is not None]
    rows = opened(part, in_order=True)
    lacking = [name for name in columns if name not in rows.schema]
    if lacking:
        raise SchemaError(
            f"{part.name}: the targets have no column {lacking[0]!r}. Their columns are {', '.join(rows.schema)}."
        )
    made, empty = [pl.DataFrame(schema=_schema(rows.schema[wanted.target]))], 0
    for batch in chosen(rows, columns).batches():
        at = pl.Series([None], dtype=MOMENT).new_from_index(0, batch.height)
        if wanted.timestamp is not None:
            at = times_of(batch[wanted.timestamp], part.name)
        value = batch[wanted.target]
        frame = pl.DataFrame({ID: plain_hash(batch[wanted.id]), AT: at, VALUE: value, TOKEN: plain_hash(value)})
        whole = frame.filter(pl.col(ID).is_not_null() & pl.col(TOKEN).is_not_null())
        empty += frame.height - whole.height
        if wanted.timestamp is not None:
            empty += whole[AT].null_count()
            whole = whole.filter(pl.col(AT).is_not_null())
        made.append(whole.with_columns(_tokens(whole[ID], whole[TOKEN])))
    found = pl.concat(made)
    return Said(found.sort(AT, maintain_order=True), wanted.timestamp is not None, empty)


_remembered = lru_cache(REMEMBERED)(_read)


def _schema(dtype: pl.DataType) -> dict[str, pl.DataType]:
    return {ID: pl.UInt64(), AT: MOMENT, VALUE: dtype, TOKEN: pl.UInt64()}


def _tokens(ids: pl.Series, values: pl.Series) -> pl.Series:
    """A hash of each id with its target: `(n,)` UInt64."""
    with np.errstate(over="ignore"):
        return pl.Series(TOKEN, mix(mix(ids.to_numpy()) + values.to_numpy()))
