"""Rows in a window: the law, against exact tails, and what is told."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.days import sides

from gnomon.checks.scalar import volume
from gnomon.checks.scalar.series import judge_scalar


@pytest.mark.parametrize(("x", "z"), [(700.0, -3.190775), (1400.0, 3.414305)])
def test_the_worked_numbers_of_the_specification(x: float, z: float) -> None:
    assert volume.root(np.array([x]), np.array([1000.0]), np.array([0.01]))[0] == pytest.approx(z, abs=1e-6)


def test_without_clumps_the_law_is_that_of_poisson() -> None:
    near = volume.root(np.array([30.0]), np.array([20.0]), np.array([1e-9]))
    assert near == pytest.approx(volume.root(np.array([30.0]), np.array([20.0]), np.array([0.0])), abs=1e-5)


@given(st.floats(0, 1e6), st.floats(0.5, 1e6), st.floats(0, 10))
def test_the_root_has_the_sign_of_the_difference_and_is_finite(x: float, mu: float, phi: float) -> None:
    z = float(volume.root(np.array([x]), np.array([mu]), np.array([phi]))[0])
    assert math.isfinite(z)
    assert z == 0 or (z > 0) == (x > mu)


def usual(rng: np.random.Generator, count: int = 28) -> np.ndarray:
    return rng.poisson(1000, count).astype(float)


def test_half_of_the_rows_is_a_violation_and_a_tenth_less_is_not() -> None:
    values = np.concatenate((usual(np.random.default_rng(0)), [900.0, 500.0]))
    few, half = judge_scalar("volume", *sides(values, 28))
    assert (few.status, half.status) == ("ok", "violation")
    assert half.effect == pytest.approx(500 / half.expected - 1)
    assert "50 % fewer than the usual" in half.reason.replace("\N{NO-BREAK SPACE}", " ")


def test_no_rows_where_some_were_due_are_no_data_and_are_told() -> None:
    verdict = judge_scalar("volume", *sides(np.append(usual(np.random.default_rng(0)), 0.0), 28))[0]
    assert (verdict.status, verdict.fires) == ("no_data", True)
    assert verdict.reason.startswith("No rows on 4 Feb;")


def test_no_rows_where_hardly_any_are_due_are_few_rows() -> None:
    values = [*([3.0, 4.0, 2.0, 3.0] * 7), 0.0]
    verdict = judge_scalar("volume", *sides(values, 28))[0]
    assert (verdict.status, verdict.fires) == ("ok", False)


def test_days_without_rows_are_usual_where_the_reference_has_them() -> None:
    week = [900.0, 950.0, 930.0, 940.0, 910.0, 0.0, 0.0]
    verdicts = judge_scalar("volume", *sides([*week * 4, *week], 28))
    assert {verdict.status for verdict in verdicts} == {"ok"}


def test_a_count_that_never_varied_allows_for_chance_all_the_same() -> None:
    verdicts = judge_scalar("volume", *sides([24.0] * 28 + [23.0, 8.0, 1.0], 28))
    assert [verdict.status for verdict in verdicts] == ["ok", "violation", "violation"]


def test_four_days_a_little_short_are_found_where_one_is_not() -> None:
    rng = np.random.default_rng(5)
    values = np.concatenate((1000 * np.exp(rng.normal(0, 0.12, 28)), [700.0] * 6))
    verdicts = judge_scalar("volume", *sides(values, 28), alpha=0.001)
    assert not verdicts[0].fires
    assert verdicts[-1].fires
    assert verdicts[-1].level == 4
    assert "the last 4 windows together lie" in verdicts[-1].reason
