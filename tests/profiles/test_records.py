"""Columns of JSON values have one kind."""

from __future__ import annotations

import polars as pl

from gnomon.profiles.records import PLACE, frame


def test_each_kind_has_its_type() -> None:
    made, why = frame([{"n": 1, "f": True, "c": "a", "v": [1.5]}, {"n": 2.5}, {"only": None}], [0, 1, 5], {})
    assert why == {}
    assert made.schema == {
        PLACE: pl.Int64(), "n": pl.Float64(), "f": pl.Boolean(), "c": pl.String(), "v": pl.List(pl.Float64()),
        "only": pl.Null(),
    }  # fmt: skip
    assert made["n"].to_list() == [1.0, 2.5, None]


def test_a_value_of_another_kind_refuses_its_row() -> None:
    made, why = frame([{"n": 1}, {"n": True}, {"n": "x"}], [3, 4, 5], {"n": "number"})
    assert made["n"].to_list() == [1.0, None, None]
    assert why == {
        4: "'n' is a flag here, and a number in other rows.",
        5: "'n' is a category here, and a number in other rows.",
    }


def test_without_a_kind_that_is_known_that_of_most_rows_counts() -> None:
    made, why = frame([{"n": True}, {"n": 1}, {"n": 2.5}], [0, 1, 2], {"n": "category"})
    assert made["n"].to_list() == [None, 1.0, 2.5]
    assert list(why) == [0]


def test_no_rows_are_a_frame_without_rows() -> None:
    assert frame([], [], {})[0].height == 0
