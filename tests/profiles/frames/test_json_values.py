"""The values of one JSON key: their type together, and the column of them."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gnomon.profiles.frames.json_values import Kinds, decide, look, series

VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**65), 2**65)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=3)
    | st.sampled_from(["2013-05-06", "2013-05-06T10:00:00Z", "NA"])
    | st.lists(st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=2), max_size=3)
)


def made(values: list[Any]) -> pl.Series:
    return series(values, decide("x", look(values, Kinds())))


@given(st.lists(VALUES, max_size=8), st.integers(0, 8))
@example(["", False, "0"], 1)
def test_the_type_does_not_depend_on_where_values_are_cut(values: list[Any], at: int) -> None:
    whole = decide("x", look(values, Kinds()))
    parts = decide("x", look(values[at:], look(values[:at], Kinds())))
    assert (parts.dtype, parts.notes) == (whole.dtype, whole.notes)


@given(st.lists(VALUES, max_size=8))
@example(["", "2013-05-06"])
def test_every_value_is_kept_and_has_the_promised_type(values: list[Any]) -> None:
    reading = decide("x", look(values, Kinds()))
    column = series(values, reading)
    assert column.dtype == reading.dtype
    assert len(column) == len(values)
    nothing = {"NA", ""} if column.dtype.is_temporal() else {"NA"}  # among times an empty text is none
    kept = [value for value in values if value is not None and not (isinstance(value, str) and value in nothing)]
    assert len(values) - column.null_count() >= len(kept)


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        ([1, None, 2], pl.Int64, [1, None, 2]),
        ([2**63 - 1], pl.Int64, [2**63 - 1]),
        ([2**63, 1], pl.Float64, [float(2**63), 1.0]),
        ([1, 2.5], pl.Float64, [1.0, 2.5]),
        ([True, None], pl.Boolean, [True, None]),
        ([], pl.Null, []),
        ([None], pl.Null, [None]),
        ([[1], [2.5], None], pl.List(pl.Float64), [[1.0], [2.5], None]),
        ([[], [None]], pl.List(pl.Null), [[], [None]]),
        (["a", ""], pl.String, ["a", ""]),
    ],
)
def test_values_of_one_type_have_it(values: list[Any], dtype: pl.DataType, expected: list[Any]) -> None:
    column = made(values)
    assert (column.dtype, column.to_list()) == (dtype, expected)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1, "a"], "numbers and text (such as 'a') are mixed"),
        ([True, 1], "flags and numbers are mixed"),
        ([1, True, "x", [2]], "flags, lists, numbers and text (such as 'x') are mixed"),
        ([[{"a": 1}]], "holds lists of objects"),
        ([[[1]]], "holds lists of objects"),
        ([["a", 1]], "holds lists of objects"),
    ],
)
def test_values_of_several_types_become_text_and_that_is_said(values: list[Any], words: str) -> None:
    reading = decide("x", look(values, Kinds()))
    assert reading.dtype == pl.String
    assert reading.notes == (f"column *x*: {words}, read as text",)
    assert series(values, reading).to_list() == [
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values
    ]


def test_text_that_is_all_times_is_times_and_text_of_digits_stays() -> None:
    assert made(["2013-05-06", None, "2013-05-07"]).dtype == pl.Date
    assert made(["1", "2"]).dtype == pl.String
    assert made(["2013-05-06", "soon"]).dtype == pl.String


def test_bytes_are_written_as_digits_where_they_are_mixed() -> None:
    assert made([b"\x00\xff", "a"]).to_list() == ["00ff", "a"]
    assert made([b"\x00"]).dtype == pl.Binary
