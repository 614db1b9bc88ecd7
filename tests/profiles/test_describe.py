"""A profile in plain words and numbers: the contract of `profile --json`."""

from __future__ import annotations

import json
import math
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.profiles.rows import DATA, OPENS

import gnomon as gn
from gnomon.profiles.describe import QUANTILES, describe, describe_column, plain
from gnomon.profiles.schema import Schema

KEYS = ["column", "kind", "count", "nulls", "nan", "inf", "distinct", "mean", "std", "min", "max", "quantiles", "top"]


def told(data: object, schema: Schema | None = None) -> dict[str, Any]:
    return describe(gn.profile(data, schema=schema))


def column(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in document["columns"] if each["column"] == name)


@pytest.mark.parametrize("name", ["flights", "adult", "bikes"])
def test_the_document_of_real_data_has_the_contracts_keys_and_the_datas_figures(name: str) -> None:
    frame = pl.read_parquet(DATA / f"{name}.parquet")
    document = json.loads(json.dumps(told(frame), allow_nan=False))
    assert document["rows"] == frame.height
    assert sorted(each["column"] for each in document["columns"]) == sorted(frame.columns)
    for each in document["columns"]:
        values = frame[each["column"]]
        assert list(each) == KEYS
        assert each["count"] + each["nulls"] + each["nan"] + each["inf"] == frame.height
        assert each["nulls"] == values.null_count()
        assert (
            list(each["quantiles"])
            == ["0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99"]
            == list(map(str, QUANTILES))
        )
        if each["kind"] == "number":
            mean, std = values.cast(pl.Float64).mean(), values.cast(pl.Float64).std()
            assert each["mean"] == pytest.approx(mean, rel=1e-9)
            assert each["std"] == pytest.approx(std, rel=2e-3)
            assert (each["min"], each["max"]) == (values.min(), values.max())
        if each["distinct"] is not None and each["distinct"] <= 2048:
            assert each["distinct"] == values.drop_nulls().n_unique()
            counts = Counter(values.drop_nulls().to_list())
            if each["kind"] == "category":
                assert [n for _, n in each["top"]] == [n for _, n in counts.most_common(10)]


def test_figures_of_a_column_with_all_that_can_be_wrong() -> None:
    each = column(told(DATA / "dirty" / "nan_inf.parquet"), "x")
    assert (each["count"], each["nulls"], each["nan"], each["inf"]) == (7, 2, 1, 2)
    assert (each["min"], each["max"]) == (-1.7976931348623157e308, 1.7976931348623157e308)
    assert each["std"] is None  # past the largest float


@pytest.mark.filterwarnings("ignore::gnomon.errors.DataWarning")
@pytest.mark.parametrize("path", OPENS, ids=lambda path: path.stem)
def test_every_dirty_file_that_opens_has_a_document_without_nan(path: Path) -> None:
    document = told(path)
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_times_are_rfc_3339_in_utc_and_their_deviation_is_in_seconds() -> None:
    each = column(told(pl.DataFrame({"t": ["2013-12-31", "2014-01-01T06:00"]}), Schema(kinds={"t": "time"})), "t")
    assert (each["kind"], each["min"], each["max"]) == ("time", "2013-12-31T00:00:00Z", "2014-01-01T06:00:00Z")
    assert each["mean"] == "2013-12-31T15:00:00Z"
    assert each["std"] == pytest.approx(30 * 3600 / math.sqrt(2))
    assert each["top"] == [["2013-12-31T00:00:00Z", 1], ["2014-01-01T06:00:00Z", 1]]


def test_kinds_without_a_mean_have_none() -> None:
    frame = pl.DataFrame({"flag": [True, None], "text": ["a", "a"], "list": [[1], None], "none": [None, None]})
    document = told(frame)
    for name, kind, count, nulls, distinct, top in (
        ("flag", "flag", 1, 1, 1, [["true", 1]]),
        ("text", "category", 2, 0, 1, [["a", 2]]),
        ("list", "vector", 1, 1, None, []),
        ("none", "null", 0, 2, 0, []),
    ):
        each = column(document, name)
        assert [each[key] for key in ("kind", "count", "nulls", "distinct", "top")] == [
            kind,
            count,
            nulls,
            distinct,
            top,
        ]
        assert {each[key] for key in ("mean", "std", "min", "max")} | set(each["quantiles"].values()) == {None}


def test_a_column_can_be_described_alone() -> None:
    made = gn.profile(pl.DataFrame({"x": [1.0, 3.0]}))
    assert describe_column("x", made["x"])["std"] == pytest.approx(math.sqrt(2))


def test_repeated_rows_are_told() -> None:
    assert told(pl.DataFrame({"x": [1, 1]}))["repeated_rows"] == 0.5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (math.nan, None),
        (math.inf, None),
        (-math.inf, None),
        (1.5, 1.5),
        (3, 3),
        ("a", "a"),
        (None, None),
        (datetime(2013, 12, 31, 23, 59, 59, 5, tzinfo=UTC), "2013-12-31T23:59:59.000005Z"),
    ],
)
def test_values_are_those_of_json(value: object, expected: object) -> None:
    assert plain(value) == expected
