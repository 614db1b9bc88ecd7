"""pandas frames of every type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.profiles.frames.reading import whole

from gnomon.errors import DataError
from gnomon.profiles.frames.open import open_rows

DAY = dt.date(2020, 1, 1)
NOON = dt.datetime(2020, 1, 1, 12)  # noqa: DTZ001 - a time without a zone is meant


def _column(values: Any) -> tuple[pl.Series, tuple[str, ...]]:
    rows = open_rows(pd.DataFrame({"x": values}))
    return whole(rows)["x"], rows.notes


def _objects(*values: object) -> pd.Series[Any]:
    return pd.Series(list(values), dtype=object)


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        (pd.Series([1, 2]), pl.Int64, [1, 2]),
        (np.array([1.0, np.nan, np.inf]), pl.Float64, [1.0, None, np.inf]),
        (np.array([1.0, np.nan], dtype=np.float16), pl.Float32, [1.0, None]),
        (np.array([1.0, 2.0], dtype=np.longdouble), pl.Float64, [1.0, 2.0]),
        (np.array([2**63], dtype=np.uint64), pl.UInt64, [2**63]),
        (np.array([True, False]), pl.Boolean, [True, False]),
        (pd.Series(["a", None], dtype="str"), pl.String, ["a", None]),
        (pd.Series(["a", None], dtype="string"), pl.String, ["a", None]),
        (pd.Series([1, None], dtype="Int16"), pl.Int16, [1, None]),
        (pd.Series([1.5, None], dtype="Float32"), pl.Float32, [1.5, None]),
        (pd.Series([True, None], dtype="boolean"), pl.Boolean, [True, None]),
        (pd.Categorical(["b", None, "a"]), pl.Categorical, ["b", None, "a"]),
        (pd.Categorical([2, 1, 2]), pl.Categorical, ["2", "1", "2"]),
        (pd.arrays.SparseArray([0, 0, 1]), pl.Int64, [0, 0, 1]),
        (pd.Series([1, None], dtype=pd.ArrowDtype(pa.int32())), pl.Int32, [1, None]),
        (pd.to_datetime(["2020-01-01 12:00", None]), pl.Datetime("us"), [NOON, None]),
        (np.array(["2020-01-01T12:00"], dtype="M8[s]"), pl.Datetime("ms"), [NOON]),
        (pd.to_timedelta([1, None], unit="s"), pl.Duration("us"), [dt.timedelta(seconds=1), None]),
        (_objects("a", None, np.nan, pd.NA, pd.NaT), pl.String, ["a", None, None, None, None]),
        (_objects(1, None), pl.Int64, [1, None]),
        (_objects(2**70, 1), pl.Float64, [2.0**70, 1.0]),
        (_objects(1, 2.5, np.float32(0.5), np.int8(3)), pl.Float64, [1.0, 2.5, 0.5, 3.0]),
        (_objects(True, None, np.bool_(False)), pl.Boolean, [True, None, False]),
        (_objects(None, None), pl.Null, [None, None]),
        (_objects(DAY, None), pl.Date, [DAY, None]),
        (_objects(NOON, None), pl.Datetime("us"), [NOON, None]),
        (_objects(dt.time(1), None), pl.Time, [dt.time(1), None]),
        (_objects(b"a", None), pl.Binary, [b"a", None]),
        (_objects([1, 2], (3,), np.array([4]), None), pl.List(pl.Int64), [[1, 2], [3], [4], None]),
    ],
)
def test_a_column_keeps_its_type_and_all_that_is_missing_is_null(
    values: Any, dtype: pl.DataType, expected: list[object]
) -> None:
    series, notes = _column(values)
    assert series.dtype == dtype
    assert series.to_list() == expected
    assert notes == ()


def test_decimals_stay_decimals() -> None:
    assert _column(_objects(Decimal("1.5"), None))[0].to_list() == [Decimal("1.5"), None]


@pytest.mark.parametrize(
    ("values", "texts", "note"),
    [
        (_objects(1, "a", None), ["1", "a", None], "column *x*: 1 of 2 values are not text but int, read as text"),
        (_objects(DAY, 1), ["2020-01-01", "1"], "column *x*: holds date and int, read as text"),
        (_objects(1 + 2j), ["(1+2j)"], "column *x*: holds complex, read as text"),
        (_objects([1], ["a"]), None, "column *x*: holds list, read as text"),
        (np.array([1j, np.nan]), ["1j", None], "column *x* holds complex numbers: read as text"),
        (
            pd.period_range("2020", periods=1, freq="M"),
            ["2020-01"],
            "column *x* is of pandas' type period[M]: read as text",
        ),
    ],
)  # fmt: skip
def test_what_has_no_one_type_becomes_text_and_that_is_said(values: Any, texts: list[str] | None, note: str) -> None:
    series, notes = _column(values)
    assert series.dtype == pl.String
    assert texts is None or series.to_list() == texts
    assert notes == (note,)


def test_zones_are_kept_and_fixed_offsets_become_utc() -> None:
    zurich = pd.to_datetime(["2020-01-01 12:00", None]).tz_localize("Europe/Zurich")
    series, _ = _column(zurich)
    assert series.dtype == pl.Datetime("us", "Europe/Zurich")
    assert series.to_list()[0].hour == 12
    series, _ = _column(pd.to_datetime(["2020-01-01T12:00+02:00"]))
    assert series.dtype == pl.Datetime("us", "UTC")
    assert series.to_list()[0].hour == 10


def test_objects_in_an_object_are_unnested() -> None:
    rows = open_rows(pd.DataFrame({"x": [{"a": 1, "b": {"c": 2}}, None]}))
    assert whole(rows).rows(named=True) == [{"x.a": 1, "x.b.c": 2}, {"x.a": None, "x.b.c": None}]


def test_names_that_repeat_or_are_no_text_are_mended() -> None:
    frame = pd.DataFrame([[1, 2, 3, 4]])
    frame.columns = pd.Index(["a", "a", 5, ("b", "c")], dtype=object)
    rows = open_rows(frame)
    assert list(rows.schema) == ["a", "a_2", "5", "b.c"]
    assert rows.notes == ("column *a* occurs 2 times: the others are named *a_2*",)


def test_an_index_with_a_name_is_left_out_aloud() -> None:
    frame = pd.DataFrame({"x": [1]}, index=pd.Index([5], name="id"))
    assert open_rows(frame).notes == ("the index (*id*) is left out: .reset_index() makes it a column",)


def test_a_column_that_cannot_be_read_is_named() -> None:
    frame = pd.DataFrame({"x": [1]})
    with pytest.MonkeyPatch.context() as patch, pytest.raises(DataError, match=r"column \*x\* of type int64 cannot be"):
        patch.setattr("gnomon.profiles.frames.pandas_frame._numpy", lambda *_: pl.Series(["a"]).cast(pl.Int64))
        open_rows(frame)


@pytest.mark.parametrize(
    ("values", "columns"),
    [
        ([{"a": 1}] * 500 + [{"b": 2}] * 500, {"x.a": [1] * 500 + [None] * 500, "x.b": [None] * 500 + [2] * 500}),
        ([{"a": 1}, {"b": 2}, {"c": "z"}], {"x.a": [1, None, None], "x.b": [None, 2, None], "x.c": [None, None, "z"]}),
        ([{"a": {"b": 1}}, {"a": {"c": 2.5}}, None], {"x.a.b": [1, None, None], "x.a.c": [None, 2.5, None]}),
        ([{"a": 1}, {"a": 2.5}, {}], {"x.a": [1.0, 2.5, None]}),
        ([{}, None], {"x": [None, None]}),
    ],
)  # fmt: skip
def test_every_key_of_an_object_comes(values: list[object], columns: dict[str, list[object]]) -> None:
    rows = open_rows(pd.DataFrame({"x": _objects(*values)}))
    assert whole(rows).to_dict(as_series=False) == columns
    assert rows.notes == ()


def test_keys_of_several_types_are_text_and_that_is_said() -> None:
    rows = open_rows(pd.DataFrame({"x": [{"a": 1, 1: True}, {"a": "b", "1": False}]}))
    assert whole(rows).rows(named=True) == [
        {"x.a": "1", "x.1": True, "x.1_2": None},
        {"x.a": "b", "x.1": None, "x.1_2": False},
    ]
    assert rows.notes == (
        "column *1* occurs 2 times: the others are named *1_2*",
        "column *x.a*: 1 of 2 values are not text but int, read as text",
    )


LONE = "a\ud800"
MENDED = "a\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    "values",
    [
        _objects(LONE, "b", None),
        pd.Series([LONE, "b", None], dtype=pd.StringDtype("python")),
        pd.Categorical(_objects(LONE, "b", None)),
    ],
)
def test_a_lone_surrogate_is_replaced_and_counted(values: Any) -> None:
    series, notes = _column(values)
    assert series.to_list() == [MENDED, "b", None]
    assert notes == ("column *x*: 1 text holds half of a letter (a lone surrogate): read as \N{REPLACEMENT CHARACTER}",)


def test_a_lone_surrogate_in_a_name_is_replaced() -> None:
    assert list(open_rows(pd.DataFrame([[1]], columns=pd.Index([LONE], dtype=object))).schema) == [MENDED]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([Decimal(10) ** 60, None], [1e60, None]),
        ([Decimal("Infinity"), Decimal("-1.5")], [float("inf"), -1.5]),
        ([Decimal(10) ** 37, Decimal("0.00001")], [1e37, 0.00001]),
    ],
)
def test_decimals_that_no_type_holds_become_floats_aloud(
    values: list[object], expected: list[object], capfd: pytest.CaptureFixture[str]
) -> None:
    series, notes = _column(_objects(*values))
    assert series.to_list() == expected
    assert notes == ("column *x*: decimals that 38 digits do not hold, read as floats",)
    assert capfd.readouterr().err == ""


def test_arrow_types_that_polars_panics_at_are_refused_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    wide = pd.Series([Decimal("1.5")], dtype=pd.ArrowDtype(pa.decimal256(50, 2)))
    with pytest.raises(
        DataError, match=r"column \*x\* of type .* cannot be read \(Polars does not know the type decimal"
    ):
        open_rows(pd.DataFrame({"x": wide}))
    assert capfd.readouterr().err == ""
