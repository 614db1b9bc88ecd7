"""Histograms: their laws, and what they say against slow obvious lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches.codec import Writer
from gnomon.sketches.histogram import Histogram, least_shift, ordered_keys

HISTOGRAMS = laws.Kind(
    zero=Histogram(),
    of=Histogram.of,
    items=laws.floats(),
    coarsened=lambda a, whole: a.at(whole.shift),
)


@pytest.mark.parametrize("law", laws.LAWS)
@given(data=st.data())
def test_histograms_keep_the_law(law: Callable[..., None], data: st.DataObject) -> None:
    law(HISTOGRAMS, data)


def slow(values: np.ndarray) -> tuple[int, dict[int, int]]:
    """Try one shift after the other."""
    keys = Counter(ordered_keys(values).tolist())
    shift = 0
    while len({key >> shift for key in keys}) > 2048:
        shift += 1
    buckets: Counter[int] = Counter()
    for key, count in keys.items():
        buckets[key >> shift] += count
    return shift, dict(buckets)


@given(laws.floats())
def test_the_state_is_the_least_shift_and_its_counts(values: np.ndarray) -> None:
    h = Histogram.of(values)
    assert (h.shift, dict(zip(h.keys.tolist(), h.counts.tolist(), strict=True))) == slow(values)
    assert (h.keys[1:] > h.keys[:-1]).all()
    assert h.total == len(values)


@given(laws.floats())
def test_each_value_lies_between_its_buckets_ends(values: np.ndarray) -> None:
    h = Histogram.of(values)
    at = np.searchsorted(h.keys, ordered_keys(values) >> h.shift)
    assert (h.lows()[at] <= values).all()
    assert (values <= h.highs()[at]).all()
    assert (h.lows()[1:] > h.highs()[:-1]).all()
    assert np.isfinite(h.lows()).all()
    assert np.isfinite(h.highs()).all()


def test_ends_of_buckets_next_to_zero_do_not_overlap() -> None:
    h = Histogram(53, np.array([-1, 0]), np.array([1, 1]))
    assert h.highs()[0] == -5e-324
    assert h.lows()[1] == 0.0


def test_exact_up_to_2048_distinct_values() -> None:
    assert Histogram.of(np.arange(2048.0)).is_exact
    assert not Histogram.of(np.arange(2049.0)).is_exact


def test_both_zeros_are_one_value() -> None:
    h = Histogram.of(np.array([-0.0, 0.0]))
    assert h.counts.tolist() == [2]
    assert str(h.lows()[0]) == "0.0"


def test_counted_values_make_the_same_as_repeated_ones() -> None:
    h = Histogram.of_counts(np.array([3.0, 1.0, 2.0, 3.0]), np.array([2, 1, 0, 3]))
    assert h == Histogram.of(np.array([1.0, 3, 3, 3, 3, 3]))
    assert Histogram.of_counts(np.array([3.0]), np.array([0])) == Histogram()


def test_coarsening_twice_is_coarsening_once() -> None:
    h = Histogram.of(np.random.default_rng(0).normal(size=9000))
    assert h.at(50).at(52) == h.at(52)
    assert h.at(h.shift) is h
    assert Histogram().at(9) == Histogram()


def test_a_histogram_is_not_refined() -> None:
    with pytest.raises(ValueError, match="cannot be refined to shift 3"):
        Histogram.of(np.arange(5000.0)).at(3)


@pytest.mark.parametrize(
    ("taken", "message"),
    [([5.0], "never added"), ([1.5], "never added"), ([1.0, 1.0], "more values are taken away")],
)
def test_values_that_were_never_in_cannot_be_taken_out(taken: list[float], message: str) -> None:
    with pytest.raises(SubtractionError, match=message):
        Histogram.of(np.array([1.0, 2.0])) - Histogram.of(np.array(taken))
    with pytest.raises(SubtractionError):
        Histogram() - Histogram.of(np.array(taken))


def test_arrays_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Histogram.of(np.array([1.0])).counts[0] = 2


@pytest.mark.parametrize("rows", [1000, 2_000_000])
def test_a_column_is_stored_in_5_kb(rows: int) -> None:
    rng = np.random.default_rng(0)
    shapes = (rng.normal(size=rows), rng.lognormal(0, 2, rows), rng.uniform(size=rows).round(2))
    sizes = [len(Histogram.of(values).to_bytes()) for values in shapes]
    assert sum(sizes) / len(sizes) <= 5 * 1024


def test_a_stored_bucket_that_no_number_falls_in_is_refused() -> None:
    writer = Writer()
    writer.begin(b"H", 1)
    writer.varint(0)
    writer.ascending(np.array([2**64 - 1], np.uint64))
    writer.counts(np.array([1]))
    with pytest.raises(FormatError, match="no finite number"):
        Histogram.from_bytes(writer.to_bytes())


def test_a_stored_histogram_of_nothing_that_is_coarse_is_refused() -> None:
    with pytest.raises(FormatError, match="no values is coarse"):
        Histogram.from_bytes(b"H\x01\x09\0")


def test_the_least_shift_of_few_keys_is_zero() -> None:
    assert least_shift(np.arange(2048)) == 0
    assert least_shift(np.arange(2049)) == 1


def test_a_value_is_shown_by_its_size() -> None:
    assert repr(Histogram.of(np.arange(5000.0))) == "<Histogram of 5,000 values in 1,337 buckets at shift 44>"
