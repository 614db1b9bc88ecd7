"""A column's summary, and what it puts into the hash of each row."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.rows import COLUMNS, column, few, integers
from tests.ways import by_numpy

from gnomon.profiles.columns import summarise
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.row_hash import Part, scrambled
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary
from gnomon.sketches.codec import written


def words(series: pl.Series) -> list[int]:
    """The hash of each row of one column."""
    sums = np.zeros(len(series), np.uint64)
    summarise(series, Part.of("x", sums))
    return scrambled(sums).tolist()


NULL = words(pl.Series([None]))[0]


@pytest.mark.parametrize("sort", sorted(COLUMNS))
@few
@given(data=st.data())
def test_every_row_has_a_word_and_nulls_have_their_own(sort: str, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | COLUMNS[sort][1], max_size=8))
    series = column(sort, values)
    assert summarise(series).rows == len(values)
    assert [word == NULL for word in words(series)] == series.is_null().to_list()
    assert words(series.reverse()) == words(series)[::-1]


@pytest.mark.parametrize("sort", sorted(COLUMNS))
@few
@given(data=st.data())
def test_every_column_is_the_same_without_the_compiled_kernel(sort: str, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | COLUMNS[sort][1], max_size=8))
    series = pl.concat([column(sort, values)] * 2, rechunk=False)[data.draw(st.integers(0, 3)) :]
    made, hashed = written(summarise(series)), words(series)
    with by_numpy():
        assert (written(summarise(series)), words(series)) == (made, hashed)


@given(st.lists(st.none() | integers(-(2**53), 2**53), max_size=20))
def test_integers_and_their_floats_are_the_same_column(values: list[int | None]) -> None:
    whole, fraction = (pl.Series(values, dtype=dtype) for dtype in (pl.Int64, pl.Float64))
    a, b = summarise(whole), summarise(fraction)
    assert isinstance(a, NumberSummary)
    assert isinstance(b, NumberSummary)
    assert (a.histogram, a.total, a.nulls) == (b.histogram, b.total, b.nulls)
    assert words(whole) == words(fraction)


@pytest.mark.parametrize("dtype", [pl.Int64, pl.UInt64, pl.Int128])
def test_integers_past_2_to_the_53_are_their_nearest_floats(dtype: Any) -> None:
    values = [2**53 + 1, 2**62 + 1, 5]
    made = summarise(pl.Series(values, dtype=dtype))
    assert isinstance(made, NumberSummary)
    assert made.max == float(2**62 + 1)
    assert float(made.total) == float(sum(map(int, map(float, values))))


def test_the_greatest_unsigned_integers_keep_their_size() -> None:
    assert summarise(pl.Series([2**64 - 1, 2**63], dtype=pl.UInt64)).max == 2.0**64  # type: ignore[union-attr]


def times(series: pl.Series) -> NumberSummary:
    made = summarise(series)
    assert isinstance(made, TimeSummary)
    return made.values


@given(st.lists(st.datetimes(datetime(1678, 1, 1), datetime(2262, 1, 1)), max_size=6))  # noqa: DTZ001
def test_a_time_is_its_instant_whatever_its_unit_and_zone(values: list[datetime]) -> None:
    whole = [value.replace(microsecond=0) for value in values]
    series = pl.Series(whole, dtype=pl.Datetime("us"))
    expected = times(series)
    for unit in ("ms", "us", "ns"):
        for zone in (None, "UTC", "Asia/Tokyo"):
            other = series.dt.replace_time_zone("UTC").cast(pl.Datetime(unit, "UTC"))
            other = other.dt.convert_time_zone(zone) if zone else other.dt.replace_time_zone(None)
            made = times(other)
            assert (made.histogram, made.total) == (expected.histogram, expected.total)
            assert words(other) == words(series)


def test_a_day_is_its_midnight() -> None:
    days = pl.Series([date(1, 1, 1), date(1969, 12, 31), date(2013, 12, 31), date(9999, 12, 31)])
    assert times(days).histogram == times(days.cast(pl.Datetime("us"))).histogram


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_the_furthest_times_and_durations_are_numbers_too(unit: Any) -> None:
    furthest = pl.Series([2**63 - 1, -(2**63) + 1, 0], dtype=pl.Int64)
    scale = {"ms": 1000, "us": 1, "ns": 0.001}[unit]
    assert times(furthest.cast(pl.Datetime(unit))).max == pytest.approx(2.0**63 * scale)
    spans = summarise(furthest.cast(pl.Duration(unit)))
    assert isinstance(spans, NumberSummary)
    assert spans.max == pytest.approx(2.0**63 * scale / 1e6)


def test_durations_and_times_of_day_are_seconds() -> None:
    for unit in ("ms", "us", "ns"):
        made = summarise(pl.Series([timedelta(hours=1), timedelta(milliseconds=-1500)], dtype=pl.Duration(unit)))
        assert isinstance(made, NumberSummary)
        assert (made.max, made.min) == (3600.0, -1.5)
    clock = summarise(pl.Series(["06:30:00.25"]).str.to_time("%H:%M:%S%.f"))
    assert isinstance(clock, NumberSummary)
    assert clock.max == 6.5 * 3600 + 0.25


def test_decimals_are_their_nearest_floats() -> None:
    made = summarise(pl.Series(["0.10", "2.25"]).cast(pl.Decimal(10, 2)))
    assert isinstance(made, NumberSummary)
    assert [value for value, _ in made.top()] == [0.1, 2.25]


def test_bytes_are_categories_by_their_hexadecimal_digits() -> None:
    assert summarise(pl.Series([b"\xff\x00", b"\xff\x00", None])).top() == [("ff00", 2)]  # type: ignore[union-attr]


def vectors(values: list[Any], dtype: Any) -> VectorSummary:
    made = summarise(pl.Series(values, dtype=dtype))
    assert isinstance(made, VectorSummary)
    return made


@given(st.lists(st.none() | st.lists(st.none() | st.floats(-1e100, 1e100), max_size=300), max_size=5))
def test_lists_of_numbers_have_their_lengths_and_norms(lists: list[list[float | None] | None]) -> None:
    made, present = vectors(lists, pl.List(pl.Float64)), [each for each in lists if each is not None]
    assert (made.nulls, made.count) == (len(lists) - len(present), len(present))
    assert made.lengths == NumberSummary.of(np.array([len(each) for each in present], np.float64))
    norms = [float(np.sqrt(sum(v * v for v in each if v is not None))) for each in present]
    if present:
        assert made.norms.mean == pytest.approx(sum(norms) / len(norms))
        assert made.norms.max == pytest.approx(max(norms))


def test_a_null_in_one_list_leaves_the_norms_of_the_others_bit_for_bit() -> None:
    rng = np.random.default_rng(3)
    lists = [rng.normal(size=n).tolist() for n in (5, 33, 64, 130, 257)]
    alone = vectors(lists, pl.List(pl.Float64))
    beside = vectors([*lists, [None, 3.0]], pl.List(pl.Float64))
    assert (beside - vectors([[3.0, None]], pl.List(pl.Float64))).norms.total == alone.norms.total


def test_arrays_are_lists_of_one_length() -> None:
    made = vectors([[3.0, 4.0], None], pl.Array(pl.Float32, 2))
    assert (made.nulls, made.lengths.top(), made.norms.top()) == (1, [(2.0, 1)], [(5.0, 1)])


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([["a"], ["a", ""], [], [""], ["a\0"], [None]], pl.List(pl.String)),
        ([[[1], [2]], [[1, 2]], [[], [1, 2]], []], pl.List(pl.List(pl.Int64))),
        ([[b"\xff"], [b""], []], pl.List(pl.Binary)),
        ([[timedelta(1)], [timedelta(2)], []], pl.List(pl.Duration("us"))),
        ([[{"a": 1}], [{"a": 2}], []], pl.List(pl.Struct({"a": pl.Int64}))),
        ([[[1, 2], [3, 4]], [[1, 2], [3, 5]]], pl.Array(pl.Int64, (2, 2))),
        ([[None], []], pl.List(pl.Null)),
        ([[True], [False]], pl.List(pl.Boolean)),
    ],
    ids=str,
)
def test_other_lists_have_lengths_no_norms_and_words_that_tell_them_apart(values: list[Any], dtype: Any) -> None:
    made = vectors(values, dtype)
    assert made.norms.rows == 0
    assert made.lengths.rows == len(values)
    assert len(set(words(pl.Series(values, dtype=dtype)))) == len(values)


@pytest.mark.parametrize("values", [[1, None], ["a", "b"], [True, False], [None, None], [[1.0], [2.0]]])
def test_a_nul_in_a_name_is_a_character_like_others(values: list[Any]) -> None:
    series = pl.Series("a\0b", values)
    assert summarise(series) == summarise(series.alias("ab"))
