"""From one column of a frame to its summary, and to its part of each row's hash."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.kinds import kind_of
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.row_hash import NULL_WORD, Words
from gnomon.profiles.summary import Summary
from gnomon.profiles.text import hashes as text_hashes
from gnomon.profiles.text import summarise_text
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary

LONG_UNITS = {"days": 86_400e6, "ms": 1e3}
"""Microseconds of the units longer than one."""

PER_SECOND = {"ms": 1e3, "us": 1e6, "ns": 1e9}

EXACT_INTEGERS = 2**53
"""Integers up to this size are float64 values."""


def summarise(series: pl.Series) -> tuple[Summary, Words]:
    """Summarise a column.

    Args:
        series: `(n,)` of any type.

    Returns:
        The summary of its kind, and the column's part of each row's hash.
    """
    match kind_of(series.dtype):
        case "flag":
            return _flag(series)
        case "number":
            return _number(series)
        case "time":
            return _time(series)
        case "vector":
            return _vector(series)
        case "null":
            rows = len(series)
            return NullSummary(rows), Words(np.zeros(rows, np.uint64), np.ones(rows, np.bool_))
        case _:
            return _category(series)


def _flag(series: pl.Series) -> tuple[FlagSummary, Words]:
    nulls, trues = series.null_count(), int(series.sum() or 0)
    absent = series.is_null().to_numpy() if nulls else None
    words = Words((series.fill_null(False) if nulls else series).cast(pl.UInt64).to_numpy(), absent)
    return FlagSummary(nulls, len(series) - nulls - trues, trues), words


def _number(series: pl.Series) -> tuple[NumberSummary, Words]:
    integers = series.dtype.is_integer() and _fits(series)
    if isinstance(series.dtype, pl.Time | pl.Duration):
        series = series.to_physical() / PER_SECOND[getattr(series.dtype, "time_unit", "ns")]
    absent, values = _split(series)
    if integers:
        present = series if absent is None else series.drop_nulls()
        summary = NumberSummary.of_integers(present.cast(pl.Int64).to_numpy(), series.null_count())
    else:
        summary = NumberSummary.of(values if absent is None else values[~absent], series.null_count())
    words = _words(values, absent, summary)
    if isinstance(series.dtype, pl.Int64 | pl.UInt64) and not integers and summary.count:
        words = replace(words, raw=words.raw ^ _beyond(series, values))
    return summary, words


def _beyond(integers: pl.Series, values: npt.NDArray[np.float64]) -> npt.NDArray[np.uint64]:
    """What float64 cannot hold of integers past 2^53, so that rows that differ in it alone are not one: `(n,)` bits."""
    exact = integers.fill_null(0).to_numpy()
    greatest = np.nextafter(float(np.iinfo(exact.dtype).max), 0)  # the nearest float is one past the greatest integer
    held = np.minimum(np.nan_to_num(values), greatest).astype(exact.dtype)
    beyond: npt.NDArray[np.uint64] = (exact - held).astype(np.int64).view(np.uint64)
    return beyond * NULL_WORD  # odd and well mixed: spread over all bits, lest it meets the lowest ones of the float


def _fits(integers: pl.Series) -> bool:
    """Whether every integer is a float64 value too."""
    low, high = integers.min(), integers.max()
    return isinstance(low, int) and isinstance(high, int) and low >= -EXACT_INTEGERS and high <= EXACT_INTEGERS


def _split(series: pl.Series) -> tuple[npt.NDArray[np.bool_] | None, npt.NDArray[np.float64]]:
    """Which rows are null (None: no row), and all rows as float64, NaN where null."""
    absent = series.is_null().to_numpy() if series.null_count() else None
    return absent, series.cast(pl.Float64).to_numpy()


def _words(values: npt.NDArray[np.float64], absent: npt.NDArray[np.bool_] | None, summary: NumberSummary) -> Words:
    zeros = bool(summary.low <= 0 <= summary.high)
    return Words(values.view(np.uint64), absent, of_numbers=True, zeros=zeros, nans=summary.nans > 0)


def _time(series: pl.Series) -> tuple[TimeSummary, Words]:
    unit = getattr(series.dtype, "time_unit", "days")
    units = series.to_physical()  # since 1970 in UTC, whatever the zone
    absent, values = _split(units // 1000 if unit == "ns" else units)
    if unit in LONG_UNITS:  # scaled as floats: as integers the furthest days would overflow
        values = values * LONG_UNITS[unit]
    present = values if absent is None else values[~absent]
    summary = NumberSummary.of(present, len(values) - len(present))
    return TimeSummary(summary), _words(values, absent, summary)


def _vector(series: pl.Series) -> tuple[VectorSummary, Words]:
    series = _as_lists(series)
    nulls = series.null_count()
    present = series.drop_nulls()
    lengths = NumberSummary.of_integers(present.list.len().cast(pl.Int64).to_numpy())
    norms = NumberSummary()
    if series.dtype.inner.is_numeric():  # type: ignore[attr-defined]  # a list has an inner type
        # Without the nulls first: with one of them anywhere in the frame, Polars sums floats in another order.
        squares = present.cast(pl.List(pl.Float64)).list.drop_nulls().list.eval(pl.element() ** 2).list.sum()
        norms = NumberSummary.of(squares.sqrt().to_numpy())
    return VectorSummary(nulls, lengths, norms), _text_words(text_hashes(_list_text(series)))


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


def _category(series: pl.Series) -> tuple[CategorySummary, Words]:
    binary = isinstance(series.dtype, pl.Binary)
    values = series.bin.encode("hex") if binary else series.cast(pl.String, strict=False)
    hashed = text_hashes(values)
    return summarise_text(values, hashed), _text_words(hashed)


def _text_words(hashed: pl.Series) -> Words:
    absent = hashed.is_null().to_numpy() if hashed.null_count() else None
    return Words((hashed.fill_null(0) if hashed.null_count() else hashed).to_numpy(), absent)
