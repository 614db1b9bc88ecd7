"""Whole columns are counted the same in each of the ways that are fast for some of them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.ways import way  # noqa: F401 - a fixture

from gnomon.sketches import counting
from gnomon.sketches.histogram import Histogram, least_shift, ordered_keys

N = 150_000
RNG = np.random.default_rng(7)

COLUMNS = {
    "normal": RNG.normal(size=N),
    "positive": RNG.lognormal(0, 2, N),
    "negative": -RNG.lognormal(0, 2, N),
    "over all exponents": np.ldexp(RNG.normal(size=N), RNG.integers(-1060, 1000, N)),
    "decimals": np.round(RNG.normal(50, 10, N), 1),
    "integers": RNG.integers(-60, 1000, N).astype(np.float64),
    "integers but one": np.insert(RNG.integers(0, 9, N).astype(np.float64), 1, 0.5),
    "both zeros": np.where(RNG.random(N) < 0.5, -0.0, 0.0),
    "narrow with sentinels": np.where(RNG.random(N) < 0.01, -999.0, RNG.uniform(10, 11, N)),
    "narrow, two sentinels": np.select(
        [RNG.random(N) < 0.01, RNG.random(N) < 0.01], [-999.0, 1e30], RNG.uniform(10, 11, N)
    ),
    "narrow, half zeros": np.where(RNG.random(N) < 0.5, 0.0, RNG.uniform(1000, 1010, N)),
    "constant": np.full(N, 3.3),
    "all different": np.arange(float(N)),
    "short": RNG.normal(size=3000),
}


def slow(values: np.ndarray) -> Histogram:
    """Sort, and count."""
    keys, counts = np.unique(ordered_keys(values), return_counts=True)
    shift = least_shift(keys)
    buckets, places = np.unique(keys >> shift, return_inverse=True)
    return Histogram(shift, buckets, np.bincount(places, counts).astype(np.int64))


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_is_counted_as_by_sorting(column: str) -> None:
    assert Histogram.of(COLUMNS[column]) == slow(COLUMNS[column])


@pytest.mark.parametrize("column", COLUMNS)
def test_the_shift_counted_at_loses_nothing(column: str) -> None:
    shift, keys, counts = counting.count_floats(COLUMNS[column])
    assert shift <= slow(COLUMNS[column]).shift
    assert (keys[1:] > keys[:-1]).all()
    assert counts.sum() == len(COLUMNS[column])


@pytest.mark.usefixtures("way")
def test_every_second_value_of_an_array_can_be_counted() -> None:
    values = COLUMNS["normal"][::2]
    assert Histogram.of(values) == slow(values.copy())
