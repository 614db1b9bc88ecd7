"""Several tables as one, when their columns agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from gnomon.errors import SchemaError
from gnomon.profiles.frames.guard import column
from gnomon.profiles.frames.rows import Rows


def unite(name: str, parts: Sequence[Rows]) -> Rows:
    """Read parts one after another as one table.

    The columns are those of all parts; one that a part lacks is null there,
    and that is said. Types of one family (8 and 64 bits, whole and
    fractional numbers, text and categories) become the wider one.

    Raises:
        SchemaError: Two parts have a column in types that do not go together.

    Example:
        >>> one, two = pl.DataFrame({"x": [1]}), pl.DataFrame({"x": [2.5]})
        >>> from gnomon.profiles.frames.polars_frame import open_frame
        >>> unite("both", [open_frame(one), open_frame(two)]).schema
        {'x': Float64}
    """
    if len(parts) == 1:
        return parts[0]
    schema: dict[str, pl.DataType] = {}
    owner: dict[str, Rows] = {}
    for part in parts:
        for each, dtype in part.schema.items():
            if each not in schema:
                schema[each], owner[each] = dtype, part
                continue
            wider = widen(schema[each], dtype)
            if wider is None:
                raise SchemaError(
                    f"{column(each)} is {schema[each]} in {owner[each].name} and {dtype} in {part.name}. "
                    "Read them apart, or write both with one type."
                )
            owner[each] = part if schema[each] == pl.Null else owner[each]
            schema[each] = wider
    notes = tuple(f"{part.name}: {note}" for part in parts for note in part.notes)
    heights = [part.height for part in parts]
    height = sum(each or 0 for each in heights) if None not in heights else None
    return Rows(name, schema, (*notes, *_lacking(parts, schema)), height, lambda: _batches(parts, schema))


def widen(one: pl.DataType, other: pl.DataType) -> pl.DataType | None:
    """The type that holds the values of both, if they are of one family.

    >>> widen(pl.Int64(), pl.Float32()), widen(pl.Null(), pl.String()), widen(pl.Int64(), pl.String())
    (Float64, String, None)
    """
    if pl.Null in (one, other):
        return one if other == pl.Null else other
    family = _family(one)
    if one == other or family is None or family != _family(other):
        return one if one == other else None
    if family in _WIDEST:
        return _WIDEST[family]
    if family == "number" and not (one.is_integer() and other.is_integer()):
        return pl.Float64()
    both = [pl.DataFrame(schema={"x": dtype}) for dtype in (one, other)]
    return pl.concat(both, how="vertical_relaxed").schema["x"]


_WIDEST: Mapping[str, pl.DataType] = {
    "text": pl.String(),
    "time": pl.Datetime("us"),  # a profile counts microseconds
    "zoned time": pl.Datetime("us", "UTC"),
    "duration": pl.Duration("us"),
}
_FAMILIES: Mapping[type[pl.DataType], str] = {
    pl.String: "text",
    pl.Categorical: "text",
    pl.Enum: "text",
    pl.Date: "time",
    pl.Duration: "duration",
}


def _family(dtype: pl.DataType) -> str | None:
    if dtype.is_numeric():
        return "number"
    if isinstance(dtype, pl.Datetime):
        return "zoned time" if dtype.time_zone else "time"
    if isinstance(dtype, pl.List):
        inner = _family(dtype.inner if isinstance(dtype.inner, pl.DataType) else dtype.inner())
        return inner and f"list of {inner}"
    return _FAMILIES.get(type(dtype))


def _lacking(parts: Sequence[Rows], schema: Mapping[str, pl.DataType]) -> Iterator[str]:
    for each in schema:
        without = [part.name for part in parts if each not in part.schema]
        if without:
            some = without[0] if len(without) == 1 else f"{len(without)} of {len(parts)} files ({without[0]}, …)"
            yield f"{column(each)} is missing in {some}: null there"


def _batches(parts: Sequence[Rows], schema: Mapping[str, pl.DataType]) -> Iterator[pl.DataFrame]:
    for part in parts:
        for batch in part.batches():
            nulls = pl.Series([None], dtype=pl.Null).new_from_index(0, batch.height)
            yield pl.DataFrame(
                {name: (batch[name] if name in part.schema else nulls).cast(dtype) for name, dtype in schema.items()}
            )
