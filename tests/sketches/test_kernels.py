"""The compiled kernel gives what numpy gives, bit for bit."""

from __future__ import annotations

import math
import shutil
import threading
from fractions import Fraction

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests import laws
from tests.ways import by_numpy, needs_compiled

from gnomon.sketches import kernels
from gnomon.sketches.categories import Categories
from gnomon.sketches.distinct import KEPT, Distinct
from gnomon.sketches.exact_sum import ExactSum
from gnomon.sketches.hashing import mix
from gnomon.sketches.histogram import Histogram

LARGEST = 1.7976931348623157e308
ODD = (*laws.ODD_FLOATS, LARGEST, -LARGEST, math.nan, math.inf, -math.inf)


def test_there_is_a_kernel_where_there_is_a_compiler() -> None:
    assert kernels.compiled or shutil.which("cc") is None


pytestmark = needs_compiled


def with_odd_ones() -> st.SearchStrategy[np.ndarray]:
    odd = st.lists(st.sampled_from(ODD), max_size=8).map(lambda xs: np.array(xs, np.float64))
    return st.tuples(laws.floats(), odd, st.randoms(use_true_random=False)).map(
        lambda drawn: np.random.default_rng(drawn[2].getrandbits(32)).permutation(np.concatenate(drawn[:2]))
    )


def numbers_hold(values: np.ndarray) -> None:
    made = kernels.numbers(values)
    finite = values[np.isfinite(values)]
    assert (made.nulls, made.nans) == (0, int(np.isnan(values).sum()))
    assert (made.pos_infs, made.neg_infs) == (int((values == np.inf).sum()), int((values == -np.inf).sum()))
    with by_numpy():
        assert Histogram(made.shift, made.keys, made.counts).to_bytes() == Histogram.of(finite).to_bytes()
        assert made.units == ExactSum.of(finite).units
    if len(finite):
        assert (made.low, made.high) == (finite.min(), finite.max())
        assert not math.copysign(1, made.low) < 0 == made.low
    else:
        assert (made.low, made.high) == (math.inf, -math.inf)


@example(np.array([]))
@example(np.array([math.nan]))
@example(np.array([-0.0]))
@example(np.array([-0.0, 0.0, 5e-324, -5e-324]))
@example(np.full(5000, 3.3))
@example(np.full(5000, -LARGEST))
@example(np.repeat(np.array(ODD), 300))
@given(with_odd_ones())
def test_any_numbers_are_counted_and_summed_alike(values: np.ndarray) -> None:
    numbers_hold(values)


@pytest.mark.parametrize("n", [0, 1, 64, 65, 1023, 1024, 1025, 4095, 4096, 4097, 20_000])
@pytest.mark.parametrize("sign", [1, -1])
def test_columns_about_the_sizes_of_blocks_and_tables_are_counted_alike(n: int, sign: int) -> None:
    values = sign * np.random.default_rng(n).permutation(np.ldexp(np.arange(n) + 1.0, np.arange(n) % 2000 - 1000))
    numbers_hold(values)
    numbers_hold(np.concatenate((values, -values[::3])))


def test_every_exponent_of_both_signs_is_kept_at_the_greatest_shift() -> None:
    powers = np.ldexp(1.0, np.arange(-1074, 1024))
    made = kernels.numbers(np.concatenate((powers, -powers, 1.5 * powers[:-1])))
    assert (made.shift, len(made.keys)) == (53, 2048)
    numbers_hold(np.concatenate((powers, -powers, 1.5 * powers[:-1])))


def test_the_sum_of_millions_of_large_mantissas_is_exact() -> None:
    values = np.full(1_000_000, np.nextafter(2.0, 0))
    assert kernels.numbers(values).units == int(Fraction(np.nextafter(2.0, 0)) * 2**1074) * 1_000_000


def test_every_second_value_is_read_where_it_lies() -> None:
    values = np.random.default_rng(1).normal(size=9000)
    numbers_hold(values[::2])
    numbers_hold(values[::-1])


@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), max_size=30), st.integers(0, 5), st.integers(0, 5))
def test_integers_are_counted_as_their_floats_and_nulls_apart(ints: list[int | None], start: int, cut: int) -> None:
    column = pl.concat([pl.Series(ints[:cut], dtype=pl.Int64), pl.Series(ints[cut:], dtype=pl.Int64)], rechunk=False)
    column = column[start:]
    made, floats = kernels.numbers(column), column.drop_nulls().cast(pl.Float64).to_numpy()
    assert made.nulls == column.null_count()
    assert (made.counts.sum(), made.units) == (len(floats), ExactSum.of(floats).units)
    assert Histogram(made.shift, made.keys, made.counts) == Histogram.of(floats)


@given(laws.hashes())
def test_cells_are_those_of_the_distinct_hashes(hashes: np.ndarray) -> None:
    made = kernels.cells(hashes)
    distinct, first, counts = np.unique(hashes, return_index=True, return_counts=True)
    expected = Categories.of_distinct(distinct, counts, lambda at: [""] * len(at))
    assert (made.shift, made.nulls) == (expected.shift, 0)
    assert (made.hashes.tolist(), made.counts.tolist()) == (expected.hashes.tolist(), expected.counts.tolist())
    assert made.pure.tolist() == expected.pure.tolist()
    assert made.rows.tolist() == [first[place] for place in np.searchsorted(distinct, made.hashes)]


def test_hashes_that_all_begin_alike_are_kept_apart() -> None:
    hashes = np.arange(1500, dtype=np.uint64) << np.uint64(10)
    assert kernels.cells(hashes).hashes.tolist() == hashes.tolist()


@given(laws.hashes())
def test_a_sample_is_that_of_numpy(hashes: np.ndarray) -> None:
    made = Distinct.of(hashes)
    with by_numpy():
        assert made == Distinct.of(hashes)


def test_a_sample_of_hashes_that_are_all_low_is_that_of_numpy() -> None:
    hashes = np.arange(5000, dtype=np.uint64)
    made = Distinct.of(hashes[::-1])
    with by_numpy():
        assert made == Distinct.of(hashes)


@given(st.lists(st.none() | st.integers(0, 2**64 - 1), max_size=20))
def test_nulls_are_in_no_sample(hashes: list[int | None]) -> None:
    column = pl.Series(hashes, dtype=pl.UInt64)
    assert Distinct(*kernels.sample(column, KEPT)) == Distinct.of(column.drop_nulls().to_numpy())


@given(laws.hashes())
def test_sums_are_scrambled_as_by_numpy(sums: np.ndarray) -> None:
    scrambled = sums.copy()
    kernels.mix(scrambled)
    assert scrambled.tolist() == mix(sums).tolist()


def test_columns_of_other_libraries_are_read_where_they_lie() -> None:
    texts = ["", "JFK 9", None, "Zürich", "a text that is longer than sixteen bytes, é"] * 3
    expected = kernels.forms(pl.Series(texts))
    for kind in (pa.large_string(), pa.string_view()):
        made = kernels.forms(pa.chunked_array([pa.array(["x", *texts[:7]], kind)[1:], pa.array(texts[7:], kind)]))
        assert sorted(zip(made.lengths, made.words, made.counts, strict=True)) == sorted(
            zip(expected.lengths, expected.words, expected.counts, strict=True)
        )
        assert made.shapes == expected.shapes
    ints = pa.array([None, 1, None, -(2**62), 3] * 5)[3:]
    floats = np.array([value for value in ints.to_pylist() if value is not None], np.float64)
    made_numbers = kernels.numbers(pa.chunked_array([ints]))
    assert (made_numbers.nulls, made_numbers.units) == (ints.null_count, ExactSum.of(floats).units)


class Broken:
    """Says that it can be read, and cannot."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return requested_schema


def test_a_column_that_hands_out_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"(?i)capsule"):
        kernels.numbers(Broken())


def test_what_cannot_be_read_is_refused() -> None:
    sums = np.zeros(2, np.uint64)
    with pytest.raises(TypeError, match="float64, int64 or uint64"):
        kernels.cells(np.zeros(2, np.float32))
    with pytest.raises(TypeError, match="of this type"):
        kernels.cells(np.zeros(2))
    with pytest.raises(TypeError, match="of this type"):
        kernels.numbers(pl.Series(["a"]))
    with pytest.raises(TypeError, match="cannot be read"):
        kernels.numbers(pl.Series([[1]]))
    with pytest.raises(ValueError, match="other rows"):
        kernels.add_hash_words(np.zeros(3, np.uint64), 1, sums)
    with pytest.raises(ValueError, match="other rows"):
        kernels.add_hash_words(np.zeros(1, np.uint64), 1, sums)
    with pytest.raises(ValueError, match="as many weights"):
        kernels.forms(pl.Series(["a", "b"]), np.array([1]))
    with pytest.raises(ValueError, match="fewer than"):
        kernels.sample(sums, 5000)
    assert sums.tolist() == [0, 0]


def test_threads_count_at_the_same_time_without_disturbing_each_other() -> None:
    values = np.random.default_rng(2).normal(size=200_000)
    expected, made = kernels.numbers(values).units, []
    threads = [threading.Thread(target=lambda: made.append(kernels.numbers(values).units)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [expected] * 4
