"""Structs unnested, names made different, columns chosen."""

from __future__ import annotations

import polars as pl
import pytest

from gnomon.errors import SchemaError
from gnomon.profiles.frames.flat import flatten, positions, rename_repeats


def test_a_number_that_is_taken_is_passed_over() -> None:
    assert rename_repeats(["a", "a_2", "a"])[0] == ["a", "a_2", "a_3"]
    assert rename_repeats(["a", "a", "a_2"])[0] == ["a", "a_3", "a_2"]


def test_a_dotted_name_that_is_taken_gets_a_number() -> None:
    plan = flatten("t", {"a": pl.Struct({"b": pl.Int64}), "a.b": pl.String()})
    assert plan.schema == {"a.b": pl.Int64, "a.b_2": pl.String}
    assert plan.notes == ("column *a.b* occurs 2 times: the others are named *a.b_2*",)


def test_without_a_near_name_the_columns_are_listed_but_not_all() -> None:
    with pytest.raises(SchemaError, match=r"no column 'xyz'. It has 'c0', .*'c7' and 12 more"):
        positions("t", [f"c{at}" for at in range(20)], ["xyz"])
    with pytest.raises(SchemaError, match=r"It has 'a'\.$"):
        positions("t", ["a"], ["xyz"])


def test_a_wanted_column_that_is_named_twice_comes_once() -> None:
    assert positions("t", ["a", "b"], ["b", "b"]) == [1]


def test_no_wanted_column_is_a_mistake() -> None:
    with pytest.raises(SchemaError, match="no column is wanted"):
        positions("t", ["a"], [])
