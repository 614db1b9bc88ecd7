"""Repeated rows and ids."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.quality.duplicates import Repeats, repeated_ids, repeated_rows
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.distinct import Distinct


def hashes(seed: int, n: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2**64, n, dtype=np.uint64)


def test_few_rows_are_counted() -> None:
    sample = Distinct.of(np.array([1, 1, 1, 2], np.uint64))
    assert repeated_rows(RowsSummary(count=4, row_sample=sample)) == Repeats(0.5, 0.0)
    assert repeated_ids(RowsSummary(count=9, ids=4, id_sample=sample)) == Repeats(0.5, 0.0)


def test_without_rows_or_ids_there_is_no_share() -> None:
    assert repeated_rows(RowsSummary()) is None
    assert repeated_ids(RowsSummary(count=3)) is None


def test_many_rows_without_a_repeat_have_none_for_sure() -> None:
    found = repeated_rows(RowsSummary(count=50_000, row_sample=Distinct.of(hashes(1, 50_000))))
    assert found == Repeats(0.0, 0.0)


def test_the_standard_error_is_that_of_many_samples() -> None:
    """5 % of 20,000 rows are sent twice; 200 other hash functions."""
    found = []
    for seed in range(200):
        rows = hashes(seed, 20_000)
        every = np.concatenate((rows, rows[:1000]))
        found.append(repeated_rows(RowsSummary(count=len(every), row_sample=Distinct.of(every))))
    shares = np.array([f.share for f in found])
    assert shares.mean() == pytest.approx(1000 / 21_000, abs=4 * shares.std() / 200**0.5)
    # By quantiles, since in one draw of 300 the other estimator is believed, wrongly; of 200 draws known to 7 %.
    spread = np.diff(np.quantile(shares, [0.1587, 0.8413]))[0] / 2
    assert np.median([f.standard_error for f in found]) == pytest.approx(spread, rel=0.25)


def test_where_few_values_make_up_the_rows_the_error_is_that_of_the_distinct_count() -> None:
    rows = np.concatenate((hashes(3, 5000), np.full(100_000, 2**64 - 1, np.uint64)))
    sample = Distinct.of(rows)
    found = repeated_rows(RowsSummary(count=len(rows), row_sample=sample))
    assert found.share == pytest.approx(1 - 5001 / 105_000, abs=4 * found.standard_error)
    assert found.standard_error == sample.standard_error / len(rows)
