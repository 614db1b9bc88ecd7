"""Counts as shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from gnomon.metrics import shares

COUNTS = st.lists(st.integers(0, 50), min_size=2, max_size=8).filter(any)


@given(COUNTS)
def test_shares_add_to_one_and_smoothed_ones_are_never_zero(counts: list[int]) -> None:
    assert shares.shares(np.array(counts)).sum() == pytest.approx(1)
    smooth = shares.smoothed(np.array(counts))
    assert smooth.sum() == pytest.approx(1)
    assert smooth.min() > 0


@given(COUNTS, COUNTS)
def test_the_jensen_shannon_distance_is_that_of_scipy_in_bits(a: list[int], b: list[int]) -> None:
    p, q = (shares.shares(np.array((c + [0] * 8)[:8])) for c in (a, b))
    assert shares.jensen_shannon(p, q) == pytest.approx(jensenshannon(p, q, base=2), abs=2e-8)
    assert 0 <= shares.jensen_shannon(p, q) <= 1


def test_disjoint_distributions_are_one_apart() -> None:
    assert shares.jensen_shannon(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 1
