"""From one column of a frame to its summary, and to its part in the hashes of its rows."""

from __future__ import annotations

import polars as pl

from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.kinds import kind_of
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.row_hash import Part
from gnomon.profiles.summary import Summary
from gnomon.profiles.text import summarise_text
from gnomon.profiles.text_hash import hashes
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary
from gnomon.sketches import kernels

LONG_UNITS = {"days": 86_400e6, "ms": 1e3}
"""Microseconds of the units longer than one."""

PER_SECOND = {"ms": 1e3, "us": 1e6, "ns": 1e9}

PLAIN = (
    *(pl.Int8, pl.Int16, pl.Int32, pl.Int64),
    *(pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64),
    *(pl.Float32, pl.Float64),
)
"""Numbers that are read where they lie; others are turned into float64 first."""


def summarise(series: pl.Series, part: Part | None = None) -> Summary:
    """Summarise a column.

    Args:
        series: `(n,)` of any type.
        part: Where its words are added; nowhere when not given.

    Returns:
        The summary of its kind.
    """
    series = series.alias("")  # a NUL in its name would end the process where Arrow hands it on in C
    match kind_of(series.dtype):
        case "flag":
            return _flag(series, part)
        case "number":
            return _number(series, part)
        case "time":
            return _time(series, part)
        case "vector":
            return _vector(series, part)
        case "null":
            if part is not None:
                part.add_hashes(series.cast(pl.UInt64))
            return NullSummary(len(series))
        case _:
            return _category(series, part)


def _flag(series: pl.Series, part: Part | None) -> FlagSummary:
    nulls, trues = series.null_count(), int(series.sum() or 0)
    if part is not None:
        part.add_hashes(series)
    return FlagSummary(nulls, len(series) - nulls - trues, trues)


def _number(series: pl.Series, part: Part | None) -> NumberSummary:
    if isinstance(series.dtype, pl.Time | pl.Duration):
        series = series.to_physical() / PER_SECOND[getattr(series.dtype, "time_unit", "ns")]
    elif series.dtype not in PLAIN:
        series = series.cast(pl.Float64)
    return _summary(series, part)


def _summary(numbers: pl.Series, part: Part | None = None) -> NumberSummary:
    if kernels.compiled:
        to = (0, None) if part is None else (part.multiplier, part.sums)
        return NumberSummary.of_counted(kernels.numbers(numbers, *to))
    if part is not None:
        part.add_numbers(numbers)
    return NumberSummary.of(numbers.drop_nulls().cast(pl.Float64).to_numpy(), numbers.null_count())


def _time(series: pl.Series, part: Part | None) -> TimeSummary:
    unit = getattr(series.dtype, "time_unit", "days")
    units = series.to_physical()  # since 1970 in UTC, whatever the zone
    if unit == "ns":
        units = units // 1000
    elif unit in LONG_UNITS:  # scaled as floats: as integers the furthest days would overflow
        units = units.cast(pl.Float64) * LONG_UNITS[unit]
    return TimeSummary(_summary(units, part))


def _vector(series: pl.Series, part: Part | None) -> VectorSummary:
    series = _as_lists(series)
    nulls = series.null_count()
    present = series.drop_nulls()
    lengths = _summary(present.list.len())
    norms = NumberSummary()
    if series.dtype.inner.is_numeric():  # type: ignore[attr-defined]  # a list has an inner type
        # Without the nulls first: with one of them anywhere in the frame, Polars sums floats in another order.
        squares = present.cast(pl.List(pl.Float64)).list.drop_nulls().list.eval(pl.element() ** 2).list.sum()
        norms = _summary(squares.sqrt())
    if part is not None:
        part.add_hashes(hashes(_list_text(series)))
    return VectorSummary(nulls, lengths, norms)


def _as_lists(series: pl.Series) -> pl.Series:
    if isinstance(series.dtype, pl.Array):
        return series.arr.to_list()
    if isinstance(series.dtype, pl.List):
        return series
    key, value = series.dtype.key, series.dtype.value  # type: ignore[attr-defined]  # a map, which older Polars lacks
    return series.cast(pl.List(pl.Struct({"key": key, "value": value})))


def _list_text(lists: pl.Series) -> pl.Series:
    """Each list as a text of its own: every element ends with a separator, so that no two lists read the same."""
    inner = lists.dtype.inner  # type: ignore[attr-defined]  # a list has an inner type
    if inner.is_nested() or isinstance(inner, pl.Binary | pl.Duration):
        return pl.Series(lists.name, [None if each is None else repr(each) for each in lists.to_list()], pl.String)
    words = pl.element().cast(pl.String).fill_null("\0") + "\x1f"
    return lists.list.eval(words).list.join("")


def _category(series: pl.Series, part: Part | None) -> CategorySummary:
    binary = isinstance(series.dtype, pl.Binary)
    values = series.bin.encode("hex") if binary else series.cast(pl.String, strict=False)
    hashed = hashes(values)
    if part is not None:
        part.add_hashes(hashed)
    return summarise_text(values, hashed)
