"""Rows of JSON become columns, each of one kind: a value of another kind refuses its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from gnomon.profiles.kinds import as_kind
from gnomon.profiles.schema import Kind

PLACE = "\0place"
"""The column that says which row of its body a row is."""

OWN = f"{PLACE!r} is a name of gnomon's own. Give the column another one."

TYPES: Mapping[Kind, pl.DataType] = {
    "number": pl.Float64(),
    "flag": pl.Boolean(),
    "category": pl.String(),
    "time": pl.Datetime("us", "UTC"),
    "vector": pl.List(pl.Float64()),
}
"""The type in which each kind is kept: one a kind, so that a column never changes its type."""

KINDS: Mapping[type, Kind] = {int: "number", float: "number", bool: "flag", str: "category", list: "vector"}


def frame(
    rows: Sequence[Mapping[str, Any]], places: Sequence[int], known: Mapping[str, Kind]
) -> tuple[pl.DataFrame, dict[int, str]]:
    """Rows as a frame.

    Args:
        rows: Of JSON values.
        places: Which row of the body each is.
        known: The kind of each column that has one already; of others that of most values counts.

    Returns:
        A frame of all rows with `PLACE`, and why some of them are refused, by place.

    Example:
        >>> made, why = frame([{"x": 1}, {"x": "a"}, {"x": None}], [0, 1, 2], {"x": "number"})
        >>> made["x"].to_list(), why
        ([1.0, None, None], {1: "'x' is a category here, and a number in other rows."})
    """
    why = {place: OWN for row, place in zip(rows, places, strict=True) if PLACE in row}
    names = dict.fromkeys(name for row in rows for name in row if name != PLACE)
    made = [pl.Series(PLACE, places, dtype=pl.Int64)]
    for name in names:
        values = [row.get(name) for row in rows]
        made.append(_column(name, values, places, known.get(name), why))
    return pl.DataFrame(made), why


def moments(column: pl.Series) -> pl.Series:
    """Times as they are kept; null where a value is none, and in UTC where it says no zone."""
    read = as_kind(column, "time")
    if isinstance(read.dtype, pl.Datetime) and read.dtype.time_zone is None:
        read = read.dt.replace_time_zone("UTC")
    return read.cast(TYPES["time"])


def _column(name: str, values: list[Any], places: Sequence[int], known: Kind | None, why: dict[int, str]) -> pl.Series:
    counted = Counter(map(type, values))
    kinds = Counter[Kind]()
    for each, n in counted.items():
        if each in KINDS:
            kinds[KINDS[each]] += n
    if not kinds:
        return pl.Series(name, values, dtype=pl.Null)
    wanted = known if known is not None and known in kinds else kinds.most_common(1)[0][0]
    if len(kinds) > 1:
        for n, value in enumerate(values):
            kind = KINDS.get(type(value))
            if kind is not None and kind != wanted:
                why.setdefault(places[n], f"{name!r} is a {kind} here, and a {wanted} in other rows.")
                values[n] = None
    return pl.Series(name, values, dtype=TYPES[wanted], strict=False)
