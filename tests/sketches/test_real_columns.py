"""Real columns, split anywhere and added in any order, give the bytes of the whole."""

from __future__ import annotations

import functools
import math
from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from gnomon.sketches.categories import Categories
from gnomon.sketches.distinct import Distinct
from gnomon.sketches.exact_sum import ExactSum
from gnomon.sketches.hashing import hash_names
from gnomon.sketches.histogram import Histogram

FLIGHTS = Path(__file__).parents[2] / "data" / "flights.parquet"
NUMBERS = ["dep_delay", "temp", "humid", "precip", "pressure", "score", "distance", "ts"]
STRINGS = ["carrier", "tailnum"]


@functools.cache
def column(name: str) -> np.ndarray:
    """The column without nulls, numbers as float64."""
    series = pl.read_parquet(FLIGHTS, columns=[name])[name].drop_nulls()
    if name in STRINGS:
        return series.to_numpy()
    return series.to_physical().cast(pl.Float64).to_numpy()


def parts_of(items: np.ndarray, seed: int) -> list[np.ndarray]:
    """Shuffle, and cut in pieces of very different sizes."""
    rng = np.random.default_rng(seed)
    cuts = np.sort((len(items) * rng.random(9) ** 2).astype(np.int64))
    return np.split(rng.permutation(items), cuts)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_histogram_of_parts_is_that_of_the_whole(name: str) -> None:
    parts = [Histogram.of(part) for part in parts_of(column(name), seed=1)]
    whole = Histogram.of(column(name))
    assert sum(parts, Histogram()) == whole == sum(reversed(parts), Histogram())
    rest = sum(parts[1:], Histogram())
    assert whole - rest == parts[0].at(whole.shift)


@pytest.mark.parametrize("name", NUMBERS)
def test_an_exact_histogram_has_the_counts_of_a_counter(name: str) -> None:
    whole, counter = Histogram.of(column(name)), Counter(column(name).tolist())
    assert whole.is_exact == (len(counter) <= 2048)
    if whole.is_exact:
        assert dict(zip(whole.lows().tolist(), whole.counts.tolist(), strict=True)) == counter


@pytest.mark.parametrize("name", NUMBERS)
def test_a_sum_of_parts_is_that_of_the_whole(name: str) -> None:
    parts = [ExactSum.of(part) for part in parts_of(column(name), seed=2)]
    assert sum(parts, ExactSum()) == ExactSum.of(column(name))
    assert float(ExactSum.of(column(name))) == math.fsum(column(name))


@pytest.mark.parametrize("name", STRINGS)
def test_categories_of_parts_are_those_of_the_whole(name: str) -> None:
    parts = [Categories.of(part.tolist()) for part in parts_of(column(name), seed=3)]
    whole = Categories.of(column(name).tolist())
    assert sum(parts, Categories()) == whole == sum(reversed(parts), Categories())
    if whole.is_exact:
        assert dict(zip(whole.names, whole.counts.tolist(), strict=True)) == Counter(column(name).tolist())


@pytest.mark.parametrize("name", STRINGS)
def test_distinct_values_of_parts_are_those_of_the_whole(name: str) -> None:
    hashes = hash_names(column(name).tolist())
    whole = Distinct.of(hashes)
    assert sum((Distinct.of(part) for part in parts_of(hashes, seed=4)), Distinct()) == whole
    assert abs(whole.estimate() - len(np.unique(hashes))) <= 3 * whole.standard_error


def test_real_number_columns_are_stored_in_5_kb() -> None:
    assert max(len(Histogram.of(column(name)).to_bytes()) for name in NUMBERS) <= 5 * 1024
