"""Counts of hashes keep the laws, and are exact while few."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws
from tests.profiles.rows import few

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches.hash_counts import HashCounts
from gnomon.sketches.resolution import K


def counted(hashes: np.ndarray) -> HashCounts:
    return HashCounts.of(hashes, np.ones(len(hashes), np.int64))


COUNTS = laws.Kind(HashCounts(), counted, laws.hashes(), lambda a, whole: a.at(max(a.shift, whole.shift)))


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.__name__)
@few
@given(data=st.data())
def test_hash_counts_keep_the_law(law: Any, data: st.DataObject) -> None:
    law(COUNTS, data)


@given(laws.hashes())
def test_each_count_is_exact_while_few_and_an_upper_bound_past_that(hashes: np.ndarray) -> None:
    counts, truth = counted(hashes), Counter(hashes.tolist())
    known = np.array(list(truth), np.uint64)
    found = dict(zip(known.tolist(), counts.count_of(known).tolist(), strict=True))
    assert counts.total == len(hashes)
    assert counts.is_exact is (len(truth) <= K)
    assert all(found[key] == n if counts.is_exact else found[key] >= n for key, n in truth.items())
    assert len(counts.cells) <= K


def test_a_hash_that_never_occurred_counts_nothing() -> None:
    assert HashCounts().count_of(np.array([5], np.uint64)).tolist() == [0]
    assert counted(np.array([5], np.uint64)).count_of(np.array([4, 6], np.uint64)).tolist() == [0, 0]


def test_what_was_never_added_cannot_be_taken_away() -> None:
    a, b = counted(np.array([5, 7], np.uint64)), counted(np.array([6], np.uint64))
    for lesser, greater in ((a, b), (HashCounts(), a), (b, b + b), (a, counted(np.array([9], np.uint64)))):
        with pytest.raises(SubtractionError, match="counts of hashes"):
            lesser - greater


def test_counts_are_never_refined() -> None:
    coarse = counted(np.arange(0, 2**63, 2**50, dtype=np.uint64))
    assert coarse.shift > 0
    with pytest.raises(ValueError, match="cannot be refined"):
        coarse.at(0)


def test_cells_beyond_their_shift_are_refused() -> None:
    written = bytearray(counted(np.array([2**64 - 1], np.uint64)).to_bytes())
    written[2] = 1
    with pytest.raises(FormatError, match="coarser"):
        HashCounts.from_bytes(bytes(written))


def test_it_says_how_large_it_is() -> None:
    assert repr(counted(np.array([1, 1], np.uint64))) == "<HashCounts of 2 in 1 cells at shift 0>"
