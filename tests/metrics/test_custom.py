"""A function of profiles becomes a number of one's own."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

import gnomon as gn
from gnomon.errors import UsageError
from gnomon.metrics.custom import ProfileMetric, metrics_of
from gnomon.profiles.custom.failed import Failed

NOW = gn.profile(pl.DataFrame({"delay": [3, 40, 50]}))
THEN = gn.profile(pl.DataFrame({"delay": [1, 2, 3]}))


@gn.metric
def widest(profile: gn.Profile) -> float:
    return profile["delay"].max


@gn.metric("moved", series="delay", version="2")
def by(profile: gn.Profile, reference: gn.Profile) -> float:
    return profile["delay"].mean - reference["delay"].mean


def _of(function: Callable[..., object]) -> ProfileMetric:
    (record,) = metrics_of([function])
    return record


def test_a_metric_is_named_by_its_function_or_as_it_was_said() -> None:
    assert [(one.name, one.series, one.version) for one in metrics_of([widest, by])] == [
        ("widest", "rows", ""),
        ("moved", "delay", "2"),
    ]
    assert widest(NOW) == 50


def test_it_is_measured_of_a_profile_or_of_that_and_the_references() -> None:
    assert _of(widest).of(NOW) == 50
    assert _of(by).of(NOW, THEN) == 29
    assert math.isnan(_of(by).of(NOW))  # type: ignore[arg-type]  # no number before there is a reference


@pytest.mark.parametrize("given", [None, math.nan, math.inf, np.float32("-inf")])
def test_what_is_no_finite_number_is_no_value(given: float | None) -> None:
    assert math.isnan(_of(gn.metric("odd")(lambda profile: given)).of(NOW))  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [3, np.int32(3), np.float32(3)], ids=["int", "int32", "float32"])
def test_a_number_of_any_type_is_one(given: float) -> None:
    assert _of(gn.metric("odd")(lambda profile: given)).of(NOW) == 3


@pytest.mark.parametrize("given", ["3", True, gn.Count(3), np.array([3.0])], ids=["text", "flag", "count", "array"])
def test_anything_else_is_a_failure_with_its_line(given: object) -> None:
    found = _of(gn.metric("odd")(lambda profile: given)).of(NOW)
    assert isinstance(found, Failed)
    assert "not a number (test_custom.py, line " in found.reason


def test_a_name_that_a_column_has_is_a_failure() -> None:
    found = _of(gn.metric("delay")(lambda profile: 1.0)).of(NOW)
    assert isinstance(found, Failed)
    assert "the rows have a column 'delay' too. Give the metric another name" in found.reason


def test_what_cannot_be_a_metric_is_refused() -> None:
    with pytest.raises(UsageError, match=r"takes neither one profile nor two\. Write def odd"):
        gn.metric("odd")(lambda: 1.0)
    with pytest.raises(UsageError, match="has no name"):
        gn.metric("")(lambda profile: 1.0)
    with pytest.raises(UsageError, match="two metrics are named 'widest'"):
        metrics_of([widest, widest])
    with pytest.raises(UsageError, match="'len' is no metric"):
        metrics_of([len])
