"""The wobble: how much windows of a reference differ beyond sampling noise."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.tables import series, told

from gnomon.checks import stretches, wobble
from gnomon.checks.judge import judge


def learned(a: np.ndarray, n: float = 1000, level: int = 1) -> wobble.Linear:
    rows, size = np.full(a.shape, float(n)), a.shape[1]
    merged = {d: stretches.ending(rows > 0, np.arange(size), d) for d in {1, level}}
    one = np.ones(len(a))
    return wobble.learn(a, rows, np.zeros(a.shape, np.int64), one, one > 0, merged)


def test_sampling_noise_alone_is_no_wobble(rng: np.random.Generator) -> None:
    found = learned(rng.normal(0, 1000**-0.5, (1, 500)))
    assert found.phi.item() == pytest.approx(1, abs=4 * (2 / 500) ** 0.5)
    assert found.tau2.item() < 3e-4


def test_the_variance_between_windows_is_found(rng: np.random.Generator) -> None:
    found = learned(rng.normal(0, 0.3, (1, 500)) + rng.normal(0, 1000**-0.5, (1, 500)), level=4)
    assert found.tau2.item() == pytest.approx(0.09, rel=0.2)
    assert found.rho.item() < 0.2
    assert found.reach[4].item() < found.reach[1].item()


def test_a_wobble_that_lasts_has_at_least_its_persistence(rng: np.random.Generator) -> None:
    x = np.zeros((1, 500))
    for t in range(1, 500):
        x[0, t] = 0.8 * x[0, t - 1] + rng.normal(0, 0.2)
    found = learned(x)
    assert 0.75 < found.rho.item() <= 0.95
    assert found.nu.item() < 499


def test_heavy_tails_are_known_with_fewer_degrees_of_freedom(rng: np.random.Generator) -> None:
    heavy, light = (learned(0.3 * draw) for draw in (rng.standard_t(3, (1, 500)), rng.normal(0, 1, (1, 500))))
    assert heavy.nu.item() < 20 < light.nu.item()


def test_many_columns_lend_each_other_their_dispersion(rng: np.random.Generator) -> None:
    few, many = (learned(rng.normal(0, 0.1, (columns, 8))) for columns in (5, 200))
    assert np.log(many.phi).std() == pytest.approx(np.log(few.phi).std(), abs=0.5)
    assert np.median(many.nu) > 4 * np.median(few.nu)


def test_one_window_or_no_window_teaches_nothing() -> None:
    still = wobble.still(np.zeros(1), np.full(1, 1000.0), np.ones(1))
    for found in (learned(np.array([[0.3]])), still):
        assert (found.phi.item(), found.rho.item(), found.tau2.item()) == (1, 0, 0)
        assert np.isinf(found.nu).all()
        assert found.reach[1].item() == 0


def test_each_season_has_its_own_mean() -> None:
    a = np.array([[1.0, 5.0, 1.0, 5.0, 1.0, 5.0]])
    n, season = np.full(a.shape, 10.0), np.array([[0, 1, 0, 1, 0, 1]])
    merged = {1: stretches.ending(n > 0, np.arange(6), 1)}
    found = wobble.learn(a, n, season, np.ones(1), np.ones(1, bool), merged)
    assert (found.mean.tolist(), found.m.tolist(), found.windows.tolist()) == ([[1, 5]], [[30, 30]], [[3, 3]])
    assert found.tau2.item() == 0


def test_windows_of_a_reference_teach_its_wobble() -> None:
    def wobbling(_: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(rng.normal(0, 0.3), 1, 1000)}

    reference, current = series(28, wobbling), series(28, wobbling, seed=1)
    found = judge(reference, current)
    assert found.basis == "reference_windows"
    assert found.status == "ok"
    assert "normal wobble hides" in told(found, "x")
    assert judge(reference.total, current).status == "violation"
