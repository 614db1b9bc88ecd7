"""Whether rows fit to the columns that an entity's log has: a row that does not is refused, the others go in."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from gnomon.jobs.live.names import is_own
from gnomon.profiles.frames.guard import quoted
from gnomon.profiles.kinds import as_kind, kind_of
from gnomon.profiles.records import PLACE, TYPES
from gnomon.profiles.schema import Kind

MOST_COLUMNS = 2_000
"""Of an entity: a caller that makes up names may not grow the log without bound."""

LONGEST_NAME = 200

OF_DELTA: Mapping[str, Kind] = {
    "double": "number",
    "boolean": "flag",
    "string": "category",
    "timestamp": "time",
    "array": "vector",
}
"""The kind of each type that the log has."""


def kinds_of(columns: Mapping[str, str]) -> dict[str, Kind]:
    """The kinds of the columns of the log.

    Args:
        columns: Their types, in Delta's words.
    """
    return {name: OF_DELTA[dtype] for name, dtype in columns.items()}


def fitted(frame: pl.DataFrame, known: Mapping[str, Kind]) -> tuple[pl.DataFrame, dict[int, str]]:
    """Bring columns to the kinds that are known.

    Args:
        frame: Rows with `PLACE`, and one type a kind.
        known: The kind of each column that there is.

    Returns:
        The frame without columns that no row may have, and why rows are refused, by their place.

    Example:
        >>> rows = pl.DataFrame({PLACE: [0, 1], "x": ["a", None]})
        >>> fitted(rows, {"x": "number"})[1]
        {0: "'x' is a category here; it is kept as a number."}
    """
    why: dict[int, str] = {}
    written = {name.lower(): name for name in known}
    made: list[pl.Series] = []
    for column in frame:
        name = column.name
        if name == PLACE:
            made.append(column)
            continue
        words = _misnamed(name, written, len(known))
        kind, is_kind = known.get(name), kind_of(column.dtype)
        if not words and kind is not None and is_kind not in (kind, "null"):
            words = f"is a {is_kind} here; it is kept as a {kind}."
            if kind == "time" and is_kind == "category":
                made.append(_times(column, frame[PLACE], why))
                continue
        if not words:
            written.setdefault(name.lower(), name)
            made.append(column)
            continue
        for at in frame[PLACE].filter(column.is_not_null()):
            why.setdefault(at, f"{quoted(name)} {words}")
    return pl.DataFrame(made), why


def _misnamed(name: str, written: Mapping[str, str], count: int) -> str:
    if not name or len(name) > LONGEST_NAME:
        return f"is no name of a column: 1 to {LONGEST_NAME} characters."
    if is_own(name):
        return "is a name of the log's own. Give the column another one."
    other = written.get(name.lower())
    if other is not None and other != name:
        return f"differs from {quoted(other)} in case only. Write it alike."
    if other is None and max(count, len(written)) >= MOST_COLUMNS:
        return f"is one column too many: an entity has at most {MOST_COLUMNS:,}."
    return ""


def _times(column: pl.Series, places: pl.Series, why: dict[int, str]) -> pl.Series:
    read = as_kind(column, "time")
    bad = read.is_null() & column.is_not_null()
    for at, value in zip(places.filter(bad), column.filter(bad), strict=True):
        why.setdefault(at, f"{quoted(column.name)} is {quoted(value)}, which is no ISO 8601 time.")
    if read.dtype.time_zone is None:  # type: ignore[attr-defined]  # of a Datetime
        read = read.dt.replace_time_zone("UTC")
    return read.cast(TYPES["time"])
