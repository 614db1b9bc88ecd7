"""What the reference says of a series: against ten obvious lines."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.checks.days import days

from gnomon.checks import stretches
from gnomon.checks.scalar import cells, usual
from gnomon.checks.scalar.deviation import difference


def learned(values: np.ndarray, now: int = 4) -> usual.Usual:
    layout = cells.layout(days(len(values)), days(now, len(values)), values, np.ones(len(values)))
    return usual.learn(values, layout, difference)


def test_centre_scale_and_degrees_are_those_of_the_specification() -> None:
    values = np.random.default_rng(0).normal(50, 3, 28)
    found = learned(values)
    middle = np.median(values)
    assert found.centre.tolist() == [middle]
    assert found.nu == 27
    assert found.scale == pytest.approx(math.sqrt(((values - middle) ** 2).sum() / 27))


def test_each_season_cell_has_its_own_median_and_takes_a_degree() -> None:
    week = np.array([9.0, 8, 7, 6, 5, 2, 1])
    values = np.tile(week, 4) + np.random.default_rng(1).normal(0, 0.1, 28)
    found = learned(values, 7)
    assert found.nu == 21
    assert found.centre == pytest.approx(np.median(values.reshape(4, 7), 0))
    assert found.expected(np.zeros(7)) == pytest.approx(found.centre)


def test_a_median_is_known_with_half_pi_of_the_variance_of_a_mean() -> None:
    found = learned(np.random.default_rng(0).normal(50, 3, 28))
    known = np.ones((1, 4), np.bool_)
    for level in (1, 4):
        stretch = stretches.ending(known, np.arange(4), level)
        assert found.doubt(stretch, known[0])[-1] == pytest.approx(math.pi / (2 * 28))


def test_the_doubts_of_four_cells_of_four_windows_add_up_to_those_of_sixteen() -> None:
    values = np.tile(np.array([9.0, 8, 7, 6, 5, 2, 1]), 4) + np.random.default_rng(1).normal(0, 0.1, 28)
    stretch = stretches.ending(np.ones((1, 7), np.bool_), np.arange(7), 4)
    assert learned(values, 7).doubt(stretch, np.ones(7, np.bool_))[-1] == pytest.approx(math.pi / (2 * 16))


def test_what_never_varied_has_no_scale_and_no_persistence() -> None:
    found = learned(np.full(28, 24.0))
    assert (found.scale, found.rho, found.factor(4)) == (0, 0, 0.25)


def test_a_wandering_series_is_known_to_persist_and_an_independent_one_hardly() -> None:
    rng = np.random.default_rng(2)
    walk = np.cumsum(rng.normal(0, 1, 60)) * 0.3 + rng.normal(0, 0.1, 60)
    assert learned(walk).rho > 0.6
    assert learned(rng.normal(0, 1, 60)).rho < 0.3


def test_the_reach_is_the_largest_residual_of_merged_windows() -> None:
    values = np.random.default_rng(3).normal(0, 1, 20)
    found = learned(values)
    away = values - np.median(values)
    merged = max(abs(away[i : i + 4].mean()) for i in range(17))
    assert found.reach(1, np.ones(20), np.arange(20)) == pytest.approx(np.abs(away).max())
    assert found.reach(4, np.ones(20), np.arange(20)) == pytest.approx(merged)


def test_a_holiday_between_two_cells_is_as_expected() -> None:
    layout = cells.Cells(np.repeat(np.arange(2), 14), np.array([0, 0, 0]), np.array([1, 1, 1]), 2)
    found = usual.learn(np.repeat([900.0, 300.0], 14), layout, difference)
    assert found.expected(np.array([950.0, 500.0, 100.0])).tolist() == [900, 500, 300]
