"""Distinct samples: their laws, and how well they count."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches.codec import Writer
from gnomon.sketches.distinct import KEPT, Distinct
from gnomon.sketches.hashing import mix

SAMPLES = laws.Kind(
    zero=Distinct(),
    of=Distinct.of,
    items=laws.hashes(),
    coarsened=lambda a, whole: a.at(whole.level),
)


@pytest.mark.parametrize("law", laws.LAWS)
@given(data=st.data())
def test_samples_keep_the_law(law: Callable[..., None], data: st.DataObject) -> None:
    law(SAMPLES, data)


def slow(hashes: np.ndarray) -> tuple[int, dict[int, int]]:
    """Try one level after the other."""
    values, counts = np.unique(hashes, return_counts=True)
    kept = dict(zip(values.tolist(), counts.tolist(), strict=True))
    level = 0
    while len(kept) > KEPT:
        level += 1
        kept = {value: count for value, count in kept.items() if value < 2 ** (64 - level)}
    return level, kept


@given(laws.hashes())
def test_the_state_is_the_least_level_and_its_counts(hashes: np.ndarray) -> None:
    sample = Distinct.of(hashes)
    assert (sample.level, dict(zip(sample.hashes.tolist(), sample.counts.tolist(), strict=True))) == slow(hashes)
    assert sample == Distinct.of(hashes, np.ones(len(hashes), np.int64))


@pytest.mark.parametrize("distinct", [1, 1024, 1025, 3000, 10**12])
def test_a_whole_column_is_sampled_as_a_short_one(distinct: int) -> None:
    hashes = mix(np.random.default_rng(1).integers(0, distinct, 100_000).astype(np.uint64))
    sample = Distinct.of(hashes)
    assert (sample.level, dict(zip(sample.hashes.tolist(), sample.counts.tolist(), strict=True))) == slow(hashes)


def test_counted_values_make_the_same_as_repeated_ones() -> None:
    hashes = np.array([3, 1, 3], np.uint64)
    assert Distinct.of(hashes, np.array([2, 1, 1])) == Distinct.of(np.array([3, 3, 3, 1], np.uint64))


def test_the_estimate_is_right_within_its_standard_error() -> None:
    errors = []
    for seed in range(60):
        hashes = mix(np.arange(seed * 50_000, (seed + 1) * 50_000, dtype=np.uint64))
        sample = Distinct.of(hashes)
        errors.append((sample.estimate() - 50_000) / sample.standard_error)
    # The mean square of 60 standard normal errors is 1 +- 0.18.
    assert 0.4 < np.mean(np.square(errors)) < 1.7
    assert abs(np.mean(errors)) < 4 / np.sqrt(60)


def test_few_values_are_counted_exactly() -> None:
    sample = Distinct.of(mix(np.arange(1024, dtype=np.uint64)))
    assert sample.is_exact
    assert (sample.estimate(), sample.standard_error) == (1024.0, 0.0)
    assert sample.repeated_share(1024) == 0.0
    assert Distinct().repeated_share(0) == 0.0


def test_without_repeats_their_share_is_exactly_zero() -> None:
    assert Distinct.of(mix(np.arange(50_000, dtype=np.uint64))).repeated_share(50_000) == 0.0


def test_values_that_come_twice_are_half_repeats() -> None:
    hashes = mix(np.repeat(np.arange(50_000, dtype=np.uint64), 2))
    assert Distinct.of(hashes).repeated_share(100_000) == 0.5


def test_one_value_that_makes_up_half_of_the_rows_is_seen_though_not_sampled() -> None:
    hashes = np.concatenate((mix(np.arange(50_000, dtype=np.uint64)), np.full(50_000, 2**64 - 1, np.uint64)))
    assert Distinct.of(hashes).repeated_share(100_000) == pytest.approx(0.5, abs=0.1)


def test_a_sample_is_not_refined() -> None:
    with pytest.raises(ValueError, match="cannot be refined to level 2"):
        Distinct.of(mix(np.arange(50_000, dtype=np.uint64))).at(2)


def test_the_highest_level_keeps_the_hash_zero_alone() -> None:
    assert Distinct.of(np.array([0, 1], np.uint64)).at(64).hashes.tolist() == [0]


@pytest.mark.parametrize(
    ("taken", "message"), [([9], "never added"), ([2], "never added"), ([1, 1], "more values are taken away")]
)
def test_values_that_were_never_in_cannot_be_taken_out(taken: list[int], message: str) -> None:
    with pytest.raises(SubtractionError, match=message):
        Distinct.of(np.array([1, 3], np.uint64)) - Distinct.of(np.array(taken, np.uint64))
    with pytest.raises(SubtractionError):
        Distinct() - Distinct.of(np.array(taken, np.uint64))


def test_a_stored_hash_that_the_level_excludes_is_refused() -> None:
    writer = Writer()
    writer.begin(b"D", 1)
    writer.varint(1)
    writer.ascending(np.array([2**63], np.uint64))
    writer.counts(np.array([1]))
    with pytest.raises(FormatError, match="level excludes"):
        Distinct.from_bytes(writer.to_bytes())


def test_a_value_is_shown_by_its_size() -> None:
    assert repr(Distinct.of(np.array([1, 1, 2], np.uint64))) == "<Distinct values of 3, 2 kept at level 0>"
