"""Means, and any number of one's own."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.days import sides

from gnomon.checks.scalar.series import judge_scalar

ROWS = 10_000.0


def means(last: float, wobble: float = 0.0, count: int = 28) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Means of rows of variance 4, with a last one."""
    rng = np.random.default_rng(3)
    values = np.append(rng.normal(10, np.hypot(0.02, wobble), count), last)
    return values, np.full(count + 1, ROWS), np.full(count + 1, 4 / ROWS)


def test_the_effect_is_in_standard_deviations_of_the_rows() -> None:
    values, rows, variance = means(11.0)
    verdict = judge_scalar("mean", *sides(values, 28, rows, variance))[0]
    assert verdict.effect == pytest.approx(0.5, abs=0.02)
    assert verdict.status == "violation"
    assert "0.50" in verdict.reason or "0.51" in verdict.reason or "0.49" in verdict.reason


def test_a_twentieth_of_a_standard_deviation_does_not_matter() -> None:
    values, rows, variance = means(10.1)
    assert judge_scalar("mean", *sides(values, 28, rows, variance))[0].status == "ok"


def test_what_windows_differ_by_anyhow_is_no_change() -> None:
    values, rows, variance = means(10.6, wobble=0.4)
    assert judge_scalar("mean", *sides(values, 28, rows, variance))[0].status == "ok"


def test_sampling_noise_is_a_floor_for_a_reference_that_hardly_varied() -> None:
    values = np.append(np.full(28, 10.0), 10.4)
    rows, noise = np.full(29, 100.0), np.full(29, 0.04)
    assert not judge_scalar("mean", *sides(values, 28, rows, noise), material=0.1)[0].fires


def test_a_number_that_never_varied_fires_on_any_change_that_matters() -> None:
    calm, wrong = judge_scalar("mean", *sides([5.0] * 28 + [5.0, 5.2], 28), material=0.1)
    assert (calm.status, wrong.status) == ("ok", "violation")
    assert judge_scalar("mean", *sides([5.0] * 28 + [5.05], 28), material=0.1)[0].status == "ok"


def test_direction_leaves_the_other_side_alone() -> None:
    values, rows, variance = means(11.0)
    assert judge_scalar("mean", *sides(values, 28, rows, variance), direction="down")[0].status == "ok"
    assert judge_scalar("mean", *sides(values, 28, rows, variance), direction="up")[0].status == "violation"


def test_without_sampling_variance_the_windows_say_what_is_far() -> None:
    values, _, _ = means(20.0, wobble=1.0)
    verdict = judge_scalar("mean", *sides(values, 28))[0]
    assert verdict.status == "violation"


def test_without_sampling_variance_only_what_the_reference_never_reached_is_far() -> None:
    values, rows, variance = means(14.9)
    values[10] = 15.0
    assert judge_scalar("mean", *sides(values, 28), alpha=0.05)[0].status == "ok"
    assert judge_scalar("mean", *sides(np.append(values[:28], 16.0), 28), alpha=0.05)[0].status == "violation"
    assert judge_scalar("mean", *sides(values, 28, rows, variance), alpha=0.05)[0].status == "violation"
