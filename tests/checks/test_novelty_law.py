"""The novelty laws, against the worked examples and against the exact distributions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gnomon.checks import novelty_law


@pytest.mark.parametrize(("k", "text"), [(1, "0.067776"), (3, "0.000160"), (5, "0.000000")])
def test_numbers_give_the_worked_example(k: int, text: str) -> None:
    p = novelty_law.outside_range(np.array([float(k)]), np.array([1000.0]), np.array([28000.0]))
    assert f"{p[0]:.6f}" == text


def test_numbers_give_the_worked_example_to_the_last_digit() -> None:
    p = novelty_law.outside_range(np.array([3.0, 5.0]), np.array([1000.0]), np.array([28000.0]))
    assert f"{p[0]:.9f}" == "0.000159767"
    assert f"{p[1]:.5e}" == "2.84118e-07"


def test_categories_give_the_worked_example() -> None:
    p = novelty_law.unseen(*(np.array([v]) for v in (4.0, 1000.0, 28000.0, 2.0)))
    assert f"{p[0]:.5e}" == "2.00547e-05"


def test_nothing_new_is_no_surprise() -> None:
    zero, some = np.array([0.0]), np.array([100.0])
    assert novelty_law.outside_range(zero, some, some)[0] == 1
    assert novelty_law.unseen(zero, some, some, zero)[0] == 1


def test_numbers_are_ranks_of_one_shuffled_pack() -> None:
    rng = np.random.default_rng(0)
    reference, current = rng.random((20_000, 50)), rng.random((20_000, 20))
    outside = (current < reference.min(1)[:, None]) | (current > reference.max(1)[:, None])
    k = outside.sum(1)
    for least in (1, 2, 3, 4):
        p = novelty_law.outside_range(np.array([float(least)]), np.array([20.0]), np.array([50.0]))[0]
        # The law of x^k (1 + k (1 - x)) takes draws with replacement: an upper bound, close for m much above n.
        assert (k >= least).mean() <= p + 0.01


@given(st.integers(1, 3000), st.integers(1, 5000), st.integers(1, 50_000), st.integers(0, 3000))
def test_categories_are_scipys_binomial_tail(k: int, n: int, m: int, singles: int) -> None:
    p = novelty_law.unseen(*(np.array([float(v)]) for v in (k, n, m, singles)))[0]
    np.testing.assert_allclose(p, stats.binom.sf(k - 1, k + singles, n / (n + m)), rtol=1e-7, atol=1e-300)


def test_a_name_alone_is_bounded_by_what_happens() -> None:
    rng = np.random.default_rng(0)
    before, now = rng.poisson(rng.gamma(0.5, 2, 200), (2, 20_000, 200))
    commonest, n, m = np.where(before == 0, now, 0).max(1), np.array([200.0]), np.array([200.0])
    for k in (3, 6, 9):
        assert 0 < (commonest >= k).mean() <= novelty_law.unseen_alone(np.array([float(k)]), n, m)[0]


def test_the_bound_of_a_name_alone_is_a_chance() -> None:
    k, n = np.array([0.0, 1.0, 60.0]), np.array([1000.0])
    p = novelty_law.unseen_alone(k, n, n)
    assert p[:2].tolist() == [1, 1]
    assert 0 < p[2] < 1e-15
    assert novelty_law.unseen_alone(np.array([5.0]), n, 28 * n)[0] < novelty_law.unseen_alone(np.array([5.0]), n, n)[0]
