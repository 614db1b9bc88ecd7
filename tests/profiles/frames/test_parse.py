"""Text parsed as numbers, flags, dates and times, against what Python reads."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.profiles.frames import parse


def text(*values: str | None) -> pl.Series:
    return pl.Series("x", values, dtype=pl.String)


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_every_whole_number_of_64_bits_is_read_exactly(values: list[int]) -> None:
    assert parse.strict_integer(text(*map(str, values))).to_list() == values


@given(st.lists(st.floats(allow_nan=False)))
def test_every_float_is_read_as_python_reads_it(values: list[float]) -> None:
    assert parse.strict_number(text(*map(repr, values))).to_list() == values


@pytest.mark.parametrize(
    ("value", "expected"), [("1e400", math.inf), ("-inf", -math.inf), ("INF", math.inf), (".5", 0.5), ("+2", 2.0)]
)
def test_odd_numbers_are_numbers(value: str, expected: float) -> None:
    assert parse.number(text(value)).to_list() == [expected]
    assert math.isnan(parse.number(text("NaN")).item())


@pytest.mark.parametrize("value", ["1_000", "0x10", "1,5", "١", "1 2", "one", "--1"])
def test_what_is_no_number_is_null_and_refused_when_it_must_be_one(value: str) -> None:
    assert parse.number(text(value)).to_list() == [None]
    with pytest.raises(pl.exceptions.ComputeError, match="is not what the rest of column 'x' is"):
        parse.strict_number(text("1", value))


@pytest.mark.parametrize("word", [*parse.MISSING, "", "  "])
def test_words_for_missing_values_are_nulls_where_the_rest_is_of_one_type(word: str) -> None:
    assert parse.strict_integer(text("1", word)).to_list() == [1, None]
    assert parse.flag(text("true", word)).to_list() == [True, None]
    assert parse.strict_date(text("2013-05-06", word), "%Y-%m-%d").to_list() == [date(2013, 5, 6), None]


def test_spaces_around_values_are_passed_over() -> None:
    assert parse.strict_integer(text(" 1", "2 ", None)).to_list() == [1, 2, None]
    assert parse.strict_number(text(" 1.5 ", "2")).to_list() == [1.5, 2.0]
    assert parse.plain_integer(text(" 1")).to_list() == [None]


@pytest.mark.parametrize(
    ("value", "expected"), [("1,5", 1.5), ("1.000,50", 1000.5), ("-1.234.567,8", -1234567.8), ("3", 3.0)]
)
def test_decimal_commas_are_read_with_points_between_thousands(value: str, expected: float) -> None:
    assert parse.comma_number(text(value)).to_list() == [expected]


def test_flags_are_true_and_false_in_any_case() -> None:
    assert parse.flag(text("True", "FALSE", None)).to_list() == [True, False, None]
    with pytest.raises(pl.exceptions.ComputeError):
        parse.flag(text("true", "yes"))


@pytest.mark.parametrize(
    ("value", "how", "expected"),
    [
        ("2013-05-06", "%Y-%m-%d", date(2013, 5, 6)),
        ("06.05.2013", "%d.%m.%Y", date(2013, 5, 6)),
        ("2013/05/06", "%Y/%m/%d", date(2013, 5, 6)),
        ("2013-02-30", "%Y-%m-%d", None),
    ],
)
def test_dates_have_one_format(value: str, how: str, expected: date | None) -> None:
    assert how in parse.DATE_FORMATS
    assert parse.date(text(value), how).to_list() == [expected]


@given(
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)),  # noqa: DTZ001 - the zone is drawn apart
    st.integers(-14 * 60, 14 * 60),
)
def test_every_time_with_an_offset_is_the_same_moment_in_utc(moment: datetime, minutes: int) -> None:
    zoned = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    for written in (zoned.isoformat(), zoned.isoformat(" ")):
        assert parse.strict_zoned(text(written)).to_list() == [zoned.astimezone(UTC)]


@pytest.mark.parametrize(
    "written",
    [
        "2013-05-06T10:00:00Z",
        "2013-05-06 10:00:00Z",
        "2013-05-06 10:00:00 UTC",
        "2013-05-06T12:00:00+02",
        "2013-05-06 12:00:00 +0200",
        "2013-05-06T12:00:00.000+02:00",
    ],
)
def test_an_offset_is_written_in_many_ways(written: str) -> None:
    assert parse.strict_zoned(text(written)).to_list() == [datetime(2013, 5, 6, 10, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2013-05-06T10:00:00", (2013, 5, 6, 10)),
        ("2013-05-06 10:00:00.25", (2013, 5, 6, 10, 0, 0, 250_000)),
        ("2013-05-06T10:00", (2013, 5, 6, 10)),
        ("2013-05-06", (2013, 5, 6)),
        ("2013-05-06T10:00:00.123456789", (2013, 5, 6, 10, 0, 0, 123_456)),
    ],
)
def test_a_time_without_an_offset_has_no_zone(written: str, expected: tuple[int, ...]) -> None:
    assert parse.strict_naive(text(written)).to_list() == [datetime(*expected)]  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.mark.parametrize("written", ["06.05.2013 10:00", "06.05.2013 10:00:00", "06.05.2013T10:00:00.000"])
def test_times_with_a_german_date_are_read(written: str) -> None:
    assert parse.strict_naive(text(written, None)).to_list() == [datetime(2013, 5, 6, 10), None]  # noqa: DTZ001


def test_times_with_a_german_date_and_an_offset_are_read() -> None:
    moment = datetime(2013, 5, 6, 8, tzinfo=UTC)
    assert parse.strict_zoned(text("06.05.2013 10:00:00+02:00", "06.05.2013T08:00:00Z")).to_list() == [moment] * 2


@pytest.mark.parametrize("how", [parse.zoned, parse.naive])
def test_what_is_no_time_is_null(how: Any) -> None:
    assert how(text("soon", "2013-13-01T00:00:00Z", "10:00", "20130506")).to_list() == [None] * 4


def test_nothing_and_the_same() -> None:
    assert parse.same(text("a", None)).to_list() == ["a", None]
    assert parse.nothing(text("a", "b")).to_list() == [None, None]
    assert parse.nothing(text("a")).dtype == pl.Null
