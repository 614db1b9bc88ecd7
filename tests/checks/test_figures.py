"""Figures of a column, against the rows themselves."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import gnomon as gn
from gnomon.checks import figures
from gnomon.checks.figures import COLUMN, ROWS, ShareOf

ROWS_OF = pl.DataFrame(
    {
        "x": [1.0, 2.0, 2.0, float("nan"), None, float("inf"), 9.0, -4.0],
        "c": ["a", "b", "a", "", None, "a", "c", "a"],
        "f": [True, False, None, True, True, True, False, True],
    }
)
PROFILE = gn.profile(ROWS_OF)


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("mean", "x", 2.0),
        ("median", "x", 2.0),
        ("sum", "x", 10.0),
        ("min", "x", -4.0),
        ("max", "x", 9.0),
        ("std", "x", float(np.std([1, 2, 2, 9, -4], ddof=1))),
        ("count", "x", 6),
        ("nulls", "x", 1),
        ("null_share", "x", 0.125),
        ("missing", "x", 2),
        ("missing_share", "x", 0.25),
        ("nans", "x", 1),
        ("distinct", "x", 4),
        ("distinct", "c", 4),
        ("empty_share", "c", 0.125),
        ("null_share", "f", 0.125),
        ("count", "f", 7),
    ],
)
def test_each_figure_is_that_of_the_rows(name: str, column: str, value: float) -> None:
    assert COLUMN[name].of(PROFILE[column]) == pytest.approx(value)


def test_no_value_has_no_figure() -> None:
    nothing = gn.profile(pl.DataFrame({"x": [None, None]}, schema={"x": pl.Float64}))["x"]
    assert COLUMN["mean"].of(nothing) is None
    assert COLUMN["null_share"].of(nothing) == 1.0
    empty = gn.profile(pl.DataFrame({"x": []}, schema={"x": pl.Float64}))["x"]
    assert COLUMN["null_share"].of(empty) is None


@pytest.mark.parametrize(
    ("sign", "value", "hits"),
    [("=", 2.0, 2), ("!=", 2.0, 4), ("<", 2.0, 2), ("<=", 2.0, 4), (">", 2.0, 2), (">=", 2.0, 4)],
)
def test_shares_of_numbers_count_infinities_and_not_what_is_missing(sign: str, value: float, hits: int) -> None:
    assert ShareOf(sign, value).of(PROFILE["x"]) == hits / 8


def test_shares_of_categories_and_flags() -> None:
    assert ShareOf("=", "a").of(PROFILE["c"]) == 0.5
    assert ShareOf("!=", "a").of(PROFILE["c"]) == 0.375
    assert ShareOf("=", "nowhere").of(PROFILE["c"]) == 0
    assert ShareOf("=", "true").of(PROFILE["f"]) == 0.625
    assert ShareOf("=", "a").of(PROFILE["x"]) is None


def test_past_two_thousand_values_a_single_one_may_not_be_known() -> None:
    many = gn.profile(pl.DataFrame({"c": [f"v{i}" for i in range(6000)]}))["c"]
    assert ShareOf("=", "nowhere").of(many) is None


def test_rows_as_a_whole() -> None:
    profile = gn.profile(pl.DataFrame({"x": [1, 1, 2]}))
    assert ROWS["rows"][0](profile) == 3
    assert ROWS["repeated_rows"][0](profile) == pytest.approx(1 / 3)
    assert ROWS["repeated_ids"][0](profile) is None


def test_percentiles() -> None:
    assert [figures.percentile(name) for name in ("p50", "p99", "p995", "p100", "p", "x")] == [
        0.5,
        0.99,
        0.995,
        None,
        None,
        None,
    ]


def test_without_rows_there_is_no_share() -> None:
    empty = gn.profile(pl.DataFrame({"c": []}, schema={"c": pl.String}))["c"]
    assert ShareOf("=", "a").of(empty) is None
    assert COLUMN["empty_share"].of(empty) is None
