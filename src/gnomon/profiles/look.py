"""A look at data: which column is what, guessed from names, types and the first million rows; and when they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from gnomon.errors import GnomonError, SchemaError
from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.frames.rows import Rows, batch_height
from gnomon.profiles.kinds import as_kind, kind_of

MOST_SEGMENTS, MOST_VALUES = 2, 50
TIMES = ("ts", "timestamp", "time", "event_time", "datetime", "date", "created_at")
UNIX_TIMES = re.compile(
    r"(.*_)?(t|ts|time|timestamp|datetime|date|epoch|unix|created|updated)(_.*)?|.*(at|date|time|stamp)", re.IGNORECASE
)
UNIX_FROM = datetime(2000, 1, 1, tzinfo=UTC)
"""Numbers that count from 1970 to earlier moments are something else, whatever they are called."""

SCORES = re.compile(r"(score|proba|probability|prob|p)|(.*_)?(score|proba|prob|probability)", re.IGNORECASE)
PREDICTIONS = re.compile(r"prediction|predicted|pred|y_pred|y_hat|decision", re.IGNORECASE)
TARGETS = re.compile(r"target|label|actual|y_true|outcome|y", re.IGNORECASE)
BESIDE_TARGETS = ("_labels", "_label", "_targets", "_target", "_outcomes")
BESIDE_TRAIN = ("_train", "_training", "_reference")


@dataclass(frozen=True, slots=True)
class Targets:
    """Where targets seem to be.

    Attributes:
        path: The file, folder or address.
        id: The column that names the event.
        timestamp: The column of the time from which the target is known.
        target: The column of the true outcome.
    """

    path: Path | str
    id: str
    timestamp: str
    target: str


@dataclass(frozen=True, slots=True)
class Look:
    """What columns seem to be.

    Attributes:
        path: The data: a path, or an address with `://`.
        timestamp: The event time.
        id: What names an event.
        score: The score of the positive class.
        prediction: What was decided.
        segments: Columns of few names.
        targets: Where the outcomes are.
        target: A column of outcomes among the rows.
        train: A file beside that seems to be the training set.
        train_columns: Its columns.
        start: The first event.
        end: The last.
        rows: How many rows there are.
    """

    path: Path | str
    timestamp: str
    id: str | None
    score: str | None
    prediction: str | None
    segments: tuple[str, ...]
    targets: Targets | None
    target: str | None
    train: Path | None
    train_columns: tuple[str, ...]
    start: datetime
    end: datetime
    rows: int

    @property
    def span(self) -> timedelta:
        """From the first event to the last."""
        return self.end - self.start


def look(path: Path | str) -> Look:
    """Look at a file.

    Args:
        path: A file, a glob or a folder of any form that `open_rows` reads, or the address of an object or a table.

    Raises:
        DataError: It cannot be read as rows.
        SchemaError: It has no rows, or no column of times.
    """
    path = path if "://" in str(path) else Path(path)
    rows = open_rows(path)
    frame, is_whole = _first(rows)
    timestamp = _timestamp(frame, rows.name)
    extent = _extent([frame] if is_whole else open_rows(path, columns=[timestamp]).batches(), timestamp)
    id_ = _id(frame, timestamp)
    score, prediction = _score(frame), _named(frame, PREDICTIONS)
    target = _named(frame, TARGETS)
    taken = {timestamp, id_, score, prediction, target}
    targets = _beside(path, id_)
    if targets is None and target is not None and id_ is not None:
        targets = Targets(path, id_, timestamp, target)  # among the rows themselves: known at once
    train = _sibling(path, BESIDE_TRAIN)
    return Look(
        path, timestamp, id_, score, prediction, _segments(frame, taken), targets, target, train,
        tuple(open_rows(train).schema) if train is not None else (),
        *extent,
    )  # fmt: skip


def _extent(batches: Iterable[pl.DataFrame], timestamp: str) -> tuple[datetime, datetime, int]:
    """The first and the last time, and how many rows there are."""
    rows, ends = 0, list[datetime]()
    for batch in batches:
        rows += batch.height
        times = as_kind(batch[timestamp], "time").cast(pl.Datetime("us", "UTC")).drop_nulls()
        for time in (times.min(), times.max()):
            if isinstance(time, datetime):
                ends.append(time)
    return min(ends), max(ends), rows


def _first(rows: Rows) -> tuple[pl.DataFrame, bool]:
    """As many of the first rows as make a batch, over as many files as it takes, and whether they are all."""
    batches, wanted = rows.batches(), batch_height(len(rows.schema))
    taken: list[pl.DataFrame] = []
    while wanted > 0 and (batch := next(batches, None)) is not None:
        taken.append(batch)
        wanted -= batch.height
    if not any(each.height for each in taken):
        raise SchemaError(f"{rows.name}: it has no rows to look at. Name a file that has some.")
    return pl.concat(taken), next(batches, None) is None


def _timestamp(frame: pl.DataFrame, of: str) -> str:
    times = _times(frame)
    if not times:
        raise SchemaError(
            f"{of}: no column holds times ({', '.join(frame.columns[:8])}, …). Monitoring over time needs the time "
            "of each row; two sets of rows without it are compared by gnomon compare."
        )
    return min(
        times,
        key=lambda name: (_place(name, TIMES), frame[name].dtype.is_numeric(), -frame[name].n_unique()),
    )


def _times(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if _is_time(frame[name])]


def _is_time(column: pl.Series) -> bool:
    if kind_of(column.dtype) == "time":
        return column.null_count() < len(column)
    if column.dtype.is_numeric():
        return UNIX_TIMES.fullmatch(column.name) is not None and _is_unix(column)
    if kind_of(column.dtype) != "category" or column.name.lower() not in TIMES:
        return False
    some = column.drop_nulls().head(100)
    return len(some) > 0 and as_kind(some, "time").null_count() == 0


def _is_unix(column: pl.Series) -> bool:
    known = column.fill_nan(None).drop_nulls()
    times = as_kind(known, "time")
    return len(known) > 0 and not times.null_count() and bool((times >= UNIX_FROM).all())


def _place(name: str, known: Sequence[str]) -> int:
    return known.index(name.lower()) if name.lower() in known else len(known)


def _id(frame: pl.DataFrame, timestamp: str) -> str | None:
    found = [
        name
        for name in frame.columns
        if name != timestamp
        and (kind_of(frame[name].dtype) == "category" or frame[name].dtype.is_integer())
        and not frame[name].null_count()
        and frame[name].n_unique() == frame.height
    ]
    return min(found, key=lambda name: (not name.lower().endswith("id"), frame.columns.index(name)), default=None)


def _score(frame: pl.DataFrame) -> str | None:
    found = [
        name
        for name in frame.columns
        if SCORES.fullmatch(name) and frame[name].dtype.is_float() and _is_share(frame[name])
    ]
    return min(found, key=lambda name: (name.lower() != "score", len(name)), default=None)


def _is_share(column: pl.Series) -> bool:
    known = column.fill_nan(None).drop_nulls()
    return len(known) > 0 and bool(known.is_between(0, 1).all())


def _named(frame: pl.DataFrame, pattern: re.Pattern[str]) -> str | None:
    return next((name for name in frame.columns if pattern.fullmatch(name)), None)


def _segments(frame: pl.DataFrame, taken: set[str | None]) -> tuple[str, ...]:
    counts = {
        name: frame[name].n_unique()
        for name in frame.columns
        if name not in taken and kind_of(frame[name].dtype) == "category"
    }
    few = [name for name, count in sorted(counts.items(), key=lambda item: item[1]) if 2 <= count <= MOST_VALUES]  # noqa: PLR2004
    return tuple(few[:MOST_SEGMENTS])


def _sibling(path: Path | str, endings: Sequence[str]) -> Path | None:
    """A file or folder beside with the same name and one of the endings."""
    if isinstance(path, str) or not path.exists():
        return None
    stem = path.name.split(".")[0]
    wanted = {f"{stem}{ending}" for ending in endings}
    return next((each for each in sorted(path.parent.iterdir()) if each.name.split(".")[0] in wanted), None)


def _beside(path: Path | str, id_: str | None) -> Targets | None:
    """Targets in a file beside."""
    place = _sibling(path, BESIDE_TARGETS)
    if place is None or id_ is None:
        return None
    try:
        frame, _ = _first(open_rows(place))
    except GnomonError:
        return None
    times = _times(frame)
    rest = [name for name in frame.columns if name not in (id_, *times)]
    if id_ not in frame.columns or not times or not rest:
        return None
    target = min(rest, key=lambda name: (TARGETS.fullmatch(name) is None, frame[name].n_unique()))
    return Targets(place, id_, times[0], target)
