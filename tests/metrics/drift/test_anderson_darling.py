"""The Anderson-Darling statistic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.metrics.examples import X, Y, lines
from tests.metrics.raw_rows import numbers

from gnomon.metrics.drift.anderson_darling import anderson_darling


def by_hand(a: np.ndarray, b: np.ndarray) -> float:
    """Equation 7 of the paper (the midrank version), value by value."""
    total = len(a) + len(b)
    both = np.concatenate((a, b))
    result = 0.0
    for sample in (a, b):
        for value in np.unique(both):
            ties = (both == value).sum()
            middle = (both < value).sum() + ties / 2
            mine = (sample < value).sum() + (sample == value).sum() / 2
            spread = middle * (total - middle) - total * ties / 4
            if spread > 0:
                result += ties / total * (total * mine - middle * len(sample)) ** 2 / spread / len(sample)
    return result * (total - 1) / total


def test_it_is_the_midrank_version_of_the_paper() -> None:
    assert anderson_darling(lines(X, Y)) == pytest.approx(by_hand(X, Y), rel=1e-12)


@given(*[st.lists(st.integers(-5, 5).map(float), min_size=5, max_size=30)] * 2)
def test_it_is_that_of_the_paper_with_many_ties(a: list[float], b: list[float]) -> None:
    assert anderson_darling(lines(a, b)) == pytest.approx(by_hand(np.array(a), np.array(b)), rel=1e-9, abs=1e-9)


def test_fewer_than_five_values_have_none() -> None:
    assert anderson_darling(lines(X[:4], Y)) is None


def test_it_is_that_of_the_raw_rows_in_every_real_column_with_few_values() -> None:
    for raw in numbers():
        if len(raw.pair.bins.values) < 50:
            expected = by_hand(raw.reference, raw.current)
            assert anderson_darling(raw.pair) == pytest.approx(expected, rel=1e-9, abs=1e-9), raw.name
