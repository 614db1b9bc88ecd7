"""The shape: what differs beside location and spread, and how much windows of a reference wobble in it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gnomon.checks import scores, shape, stretches

P = np.array([[[0.2, 0.3, 0.3, 0.2]]])
NOTHING = np.zeros((1, 1, 4))


def learned(windows: np.ndarray, level: int = 1) -> shape.Shape:
    values = windows[None]
    p = values.sum(1, keepdims=True) / values.sum()
    size = values.shape[1]
    expected, m = np.repeat(p, size, 1), np.full((1, size), values.sum())
    zero = np.zeros_like(expected)
    merged = {d: stretches.ending(np.ones((1, size), bool), np.arange(size), d) for d in {1, level}}
    df = np.array([values.shape[2] - 1.0])
    return shape.learn(values, expected, m, np.array([1]), (zero, zero), df, np.array([False]), merged)


def test_the_worked_example() -> None:
    now, m = np.array([[[10.0, 30.0, 35.0, 25.0]]]), np.array([[1000.0]])
    assert f"{shape.squared_effect(now, P, m, (NOTHING, NOTHING)).item():.6f}" == "0.081785"
    assert f"{shape.squared_effect(now, P, m, scores.of(P)[:2]).item():.6f}" == "0.012578"


def test_without_scores_it_is_scipys_two_sample_deviance() -> None:
    now, known = np.array([7.0, 30.0, 40.0, 23.0]), 500 * P[0, 0]
    g = stats.chi2_contingency([now, known], correction=False, lambda_="log-likelihood").statistic
    found = shape.squared_effect(now[None, None], P, np.array([[500.0]]), (NOTHING, NOTHING))
    np.testing.assert_allclose(found.item(), g * (1 / 100 + 1 / 500))


def test_equal_shares_have_no_effect_also_with_empty_cells() -> None:
    for p in (P, np.array([[[0.5, 0.0, 0.5, 0.0]]])):
        found = shape.squared_effect(100 * p, p, np.array([[1000.0]]), (NOTHING, NOTHING))
        assert found.item() == pytest.approx(0, abs=1e-9)


def test_windows_of_one_population_are_all_noise(rng: np.random.Generator) -> None:
    found = learned(rng.multinomial(1000, P[0, 0], 400).astype(float))
    assert 0.9 < found.phi.item() < 1.1
    assert found.tau[1].item() < 2e-4
    assert found.lower.item() == 399


def test_windows_of_changing_mix_wobble(rng: np.random.Generator) -> None:
    mixes = rng.dirichlet(50 * P[0, 0], 400)
    found = learned(np.array([rng.multinomial(1000, mix) for mix in mixes]).astype(float), level=4)
    assert found.phi.item() > 5
    assert found.tau[1].item() > found.tau[4].item() > 0
    assert found.reach[1].item() > 1


def test_one_window_teaches_nothing() -> None:
    found = learned(np.array([[20.0, 30, 30, 20]]))
    still = shape.still(np.array([3.0]))
    for one in (found, still):
        assert (one.phi.item(), one.effective.item(), one.lower.item()) == (1, 3, np.inf)
        assert (one.tau[1].item(), one.reach[1].item()) == (0, 0)


def test_a_stretch_merges_rows_and_what_is_expected_of_them() -> None:
    values = np.array([[[10.0, 0.0], [0.0, 30.0]]])
    expected = np.array([[[0.5, 0.5], [0.1, 0.9]]])
    stretch = stretches.ending(np.ones((1, 2), bool), np.arange(2), 2)
    now, shares, known = shape.merged(values, expected, np.array([[100.0, 100.0]]), np.array([7]), stretch)
    assert now[0, 1].tolist() == [10, 30]
    np.testing.assert_allclose(shares[0, 1], [0.2, 0.8])
    assert known[0, 1] == 200
