"""Native histograms: the buckets of Prometheus' specification, and nothing lost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.sketches.histogram import Histogram
from gnomon.sketches.native import COARSEST, FINEST, MOST, Native, native, upper

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def made(values: list[float], most: int = MOST) -> Native:
    histogram = Histogram.of(np.array(values, np.float64))
    return native(histogram.lows(), histogram.counts, most)


@given(st.lists(FINITE, max_size=50), st.integers(1, 200))
def test_nothing_is_lost_and_the_bound_holds(values: list[float], most: int) -> None:
    found = made(values, most)
    assert found.zeros == values.count(0.0)
    for buckets, expected in (
        (found.positive, sum(v > 0 for v in values)),
        (found.negative, sum(v < 0 for v in values)),
    ):
        assert sum(count for _, count in buckets) == expected
        assert all(count > 0 for _, count in buckets)
        assert [index for index, _ in buckets] == sorted({index for index, _ in buckets})
    assert len(found.positive) + len(found.negative) <= most or found.schema == COARSEST


@given(st.lists(st.floats(min_value=1e-300, allow_infinity=False), min_size=1, max_size=50), st.integers(1, 60))
def test_a_bucket_holds_what_is_above_its_lower_bound_and_not_above_its_upper(values: list[float], most: int) -> None:
    found = made(values, most)
    for index, count in found.positive:
        low, high = upper(index - 1, found.schema), upper(index, found.schema)
        assert count == sum(low < value <= high for value in values)
    assert made([-value for value in values], most).negative == found.positive


@pytest.mark.parametrize("schema", range(COARSEST, FINEST + 1))
def test_a_bound_belongs_to_the_bucket_that_it_closes(schema: int) -> None:
    bounds = np.array([upper(index, schema) for index in range(-6, 7)])
    found = native(bounds, np.ones(13, np.int64), 13)
    assert found.schema >= schema
    assert found.positive == tuple((index << (found.schema - schema), 1) for index in range(-6, 7))


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=50))
def test_it_is_the_finest_that_keeps_to_the_bound(values: list[float]) -> None:
    found = made(values, 5)
    finer = {math.ceil(math.log2(value) * 2.0 ** (found.schema + 1) - 1e-9) for value in values}
    assert found.schema == FINEST or len(finer) > 5


def test_cumulative_counts_are_those_of_the_values() -> None:
    values = [-8.0, -3.0, -0.5, 0.0, 0.0, 1.0, 6.0, 7.0]
    found = made(values, most=5)
    assert [(bound, seen) for bound, seen in found.cumulative()] == [
        (bound, sum(value <= bound for value in values)) for bound, _ in found.cumulative()
    ]


def test_the_largest_floats_have_no_bound_but_infinity() -> None:
    assert upper(1, -10) == math.inf
    assert list(made([1.7e308, 1e-300, 1.0], 2).cumulative())[-1] == (upper(0, COARSEST), 2)
