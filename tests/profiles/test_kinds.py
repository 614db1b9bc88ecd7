"""The kind follows from the type alone; another kind is read where it can be, and null where not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.rows import COLUMNS, DATA, column, few

from gnomon.profiles import columns
from gnomon.profiles.kinds import as_kind, as_text, kind_of
from gnomon.profiles.schema import KINDS, Kind

INTEGERS = [pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.Int128, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64]
UNITS = ["ms", "us", "ns"]
NEWER = [(getattr(pl, name), "number") for name in ("UInt128", "Float16") if hasattr(pl, name)]

TABLE: list[tuple[Any, Kind]] = [
    (pl.Boolean, "flag"),
    *[(dtype, "number") for dtype in (*INTEGERS, pl.Float32, pl.Float64, pl.Decimal(10, 2), pl.Time)],
    *[(pl.Duration(unit), "number") for unit in UNITS],
    *[(pl.Datetime(unit, zone), "time") for unit in UNITS for zone in (None, "UTC", "America/New_York")],
    (pl.Date, "time"),
    *[(dtype, "category") for dtype in (pl.String, pl.Categorical, pl.Enum(["a"]), pl.Binary)],
    *[(pl.List(inner), "vector") for inner in (pl.Float64, pl.String, pl.List(pl.Int8), pl.Struct({"a": pl.Int8}))],
    (pl.Array(pl.Float32, 3), "vector"),
    (pl.Array(pl.Int8, (2, 2)), "vector"),
    (pl.Null, "null"),
    *NEWER,
]


@pytest.mark.parametrize(("dtype", "kind"), TABLE, ids=str)
def test_the_kind_follows_from_the_type(dtype: Any, kind: Kind) -> None:
    series = pl.Series("x", [None, None], dtype=dtype)
    assert kind_of(series.dtype) == kind
    assert columns.summarise(series).kind == kind
    assert columns.summarise(series[:0]).rows == 0
    assert columns.summarise(series).nulls == 2


def test_a_map_is_a_vector_whichever_type_polars_gives_it() -> None:
    frame = pl.read_parquet(DATA / "dirty" / "nested.parquet")
    made = columns.summarise(frame["attrs"])
    assert (made.kind, made.nulls, made.rows) == ("vector", 1, 6)


@pytest.mark.parametrize("sort", sorted(COLUMNS))
@few
@given(data=st.data())
def test_every_column_can_be_read_as_every_kind_and_no_row_is_lost(sort: str, data: st.DataObject) -> None:
    series = column(sort, data.draw(st.lists(st.none() | COLUMNS[sort][1], max_size=6)))
    for kind in KINDS:
        read = as_kind(series, kind)
        made = columns.summarise(read)
        assert (made.kind, made.rows, read.name) == (kind, len(series), sort)
        assert made.nulls >= series.null_count()


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_of_its_kind_is_left_as_it_is(kind: Kind) -> None:
    dtype = next(dtype for dtype, of in TABLE if of == kind)
    series = pl.Series("x", [None], dtype=dtype)
    assert as_kind(series, kind) is series


NOON = datetime(2013, 3, 10, 12, tzinfo=UTC)
READ: list[tuple[Kind, list[Any], list[Any]]] = [
    ("number", ["1", " 2", "2.5e3", "x", "", None], [1.0, None, 2500.0, None, None, None]),
    ("number", [True, False, None], [1.0, 0.0, None]),
    ("number", [b"1.5", b"\xff", None], [1.5, None, None]),
    ("number", [date(1970, 1, 2), None], [86_400.0, None]),
    ("number", [datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC), None], [1.5, None]),
    ("number", [[1.0], None], [None, None]),
    ("time", [1362916800, None, 5, -1], [NOON, None, None, None]),
    ("time", [1362916800.25, float("nan"), float("inf")], [NOON.replace(microsecond=250_000), None, None]),
    ("time", [1362916800_000, 1362916800_000_001], [NOON, NOON.replace(microsecond=1)]),
    ("time", [1362916800_000_001_999], [NOON.replace(microsecond=1)]),
    ("time", [True, None], [None, None]),
    ("flag", ["true", "TRUE", "yes", "1", "no", "False", "0", "2", None], [True] * 4 + [False] * 3 + [None] * 2),
    ("flag", [1, 0, 2, None], [True, False, None, None]),
    ("flag", [1.0, 0.0, 0.5, None], [True, False, None, None]),
    ("category", [1, -2, None], ["1", "-2", None]),
    ("category", [1.5, None], ["1.5", None]),
    ("category", [True, None], ["true", None]),
    ("category", [Decimal("1.50"), None], ["1.50", None]),
    ("category", [timedelta(days=1, seconds=1), None], ["P1DT1S", None]),
    ("category", [time(1, 2, 3), None], ["01:02:03", None]),
    ("category", [date(2013, 12, 31), None], ["2013-12-31", None]),
    ("category", [[1], None], [None, None]),
    ("vector", [1, None], [None, None]),
    ("null", ["a", None], [None, None]),
]


@pytest.mark.parametrize(("kind", "values", "expected"), READ)
def test_what_can_be_read_is_read_and_the_rest_is_null(kind: Kind, values: list[Any], expected: list[Any]) -> None:
    assert as_kind(pl.Series(values), kind).to_list() == expected


@pytest.mark.parametrize("dtype", [pl.Categorical, pl.Enum(["2.5", "x"])])
def test_numbers_in_categories_are_read(dtype: Any) -> None:
    assert as_kind(pl.Series(["2.5", "x", None], dtype=dtype), "number").to_list() == [2.5, None, None]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("zone", [None, "America/New_York"])
def test_times_as_numbers_do_not_depend_on_their_unit(unit: Any, zone: str | None) -> None:
    times = pl.Series([0, 1_500_000], dtype=pl.Int64).cast(pl.Datetime("us", zone)).cast(pl.Datetime(unit, zone))
    assert as_kind(times, "number").to_list() == [0.0, 1.5]


def test_text_of_bytes_is_null_where_they_are_no_text() -> None:
    assert as_text(pl.Series([b"a", b"\xff", "é".encode(), None])).to_list() == ["a", None, "é", None]


DAYS = ["2013-01-02"]
CLOCKS = ["T03:04", " 03:04:05", "T03:04:05.5", "T03:04:05.678901"]
ZONES = ["", "Z", "+02:00", "-0530", "+02"]
ISO = [*DAYS, *(day + clock + zone for day in DAYS for clock in CLOCKS for zone in ZONES)]


def as_python(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def test_text_in_iso_8601_is_read_as_python_reads_it_and_without_a_zone_as_utc() -> None:
    assert as_kind(pl.Series(ISO), "time").to_list() == [as_python(text) for text in ISO]


@given(st.permutations(ISO))
def test_a_text_is_the_same_time_whatever_stands_before_it(texts: list[str]) -> None:
    assert as_kind(pl.Series(texts), "time").to_list() == [as_python(text) for text in texts]


@pytest.mark.parametrize("text", ["", "x", "123", "1367834400", "2013-02-30", "01/02/2013", "2013-01-01T25:00", "2013"])
def test_text_that_is_no_iso_8601_time_is_null(text: str) -> None:
    assert as_kind(pl.Series([text]), "time").to_list() == [None]


def test_the_times_of_the_file_of_mixed_zones_are_one_instant() -> None:
    frame = pl.read_csv(DATA / "dirty" / "mixed_timezones.csv", schema_overrides={"ts": pl.String})
    read = as_kind(frame["ts"], "time").to_list()
    instant = datetime(2013, 5, 6, 10, tzinfo=UTC)
    assert read[:5] == [instant] * 5
    assert read[5:] == [instant.replace(microsecond=1), instant, datetime(2013, 5, 6, tzinfo=UTC), None, None]
