"""Rows that are positive with a chance."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.expected import Expected

CHANCES = np.array([0.05, 0.2, 0.5, 0.8, 0.95])
ROWS = np.array([400.0, 250, 150, 120, 80])
EXAMPLE = Expected(CHANCES, CHANCES, ROWS, np.arange(5) >= 2, np.arange(5), np.full(5, np.inf))


def drawn(n: int = 4000) -> np.ndarray:
    """Positives of each bucket in many draws: `(n, 5)`."""
    return np.random.default_rng(0).binomial(ROWS.astype(int), CHANCES, (n, 5)).astype(np.float64)


def confusion(positives: np.ndarray) -> Confusion:
    tp, fn = positives[2:].sum(), positives[:2].sum()
    return Confusion(tp, ROWS[2:].sum() - tp, fn, ROWS[:2].sum() - fn)


def test_the_worked_example() -> None:
    counts = EXAMPLE.confusion
    assert (counts.tp, counts.fp, counts.fn, counts.tn) == pytest.approx((247, 103, 70, 580))
    figures = [counts.accuracy(), counts.precision(), counts.recall(), counts.f1()]
    assert [each.value for each in figures] == pytest.approx([0.827, 0.705714, 0.779180, 0.740630], abs=5e-7)
    found = (EXAMPLE.area, EXAMPLE.brier, EXAMPLE.log_loss)
    assert found == pytest.approx((0.877094, 0.119500, 0.384408), abs=5e-7)
    sampling, calibration = EXAMPLE.variance(EXAMPLE.slopes_of(Confusion.accuracy))
    assert (sampling**0.5, calibration) == (pytest.approx(0.010932, abs=5e-7), 0.0)


@pytest.mark.parametrize("figure", [Confusion.precision, Confusion.recall, Confusion.f1, Confusion.mcc])
def test_sampling_errors_of_figures_are_those_of_draws(figure: object) -> None:
    values = [figure(confusion(row)).value for row in drawn()]  # type: ignore[operator]
    sampling, _ = EXAMPLE.variance(EXAMPLE.slopes_of(figure))  # type: ignore[arg-type]
    assert sampling**0.5 == pytest.approx(np.std(values), rel=0.05)


def test_the_sampling_error_of_the_area_is_that_of_draws() -> None:
    def area(p: np.ndarray) -> float:
        n = ROWS - p
        return float((p * (np.cumsum(n) - n / 2)).sum() / (p.sum() * n.sum()))

    sampling, _ = EXAMPLE.variance(EXAMPLE.area_slopes)
    assert sampling**0.5 == pytest.approx(np.std([area(row) for row in drawn()]), rel=0.05)


def test_steps_that_were_fitted_as_one_err_as_one() -> None:
    apart = Expected(CHANCES, CHANCES, ROWS, np.arange(5) >= 2, np.arange(5), np.full(5, 100.0))
    assert apart.variance(np.full(5, 1e-3))[1] == pytest.approx(
        float(((ROWS * 1e-3) ** 2 * CHANCES * (1 - CHANCES) / 100).sum())
    )
    chances = np.full(5, 0.5)
    one = Expected(CHANCES, chances, ROWS, np.arange(5) >= 2, np.zeros(5, np.int64), np.array([100.0]))
    assert one.variance(np.full(5, 1e-3))[1] == pytest.approx(0.25 / 100)


def test_no_rows_have_no_area_and_a_side_without_rows_no_slope() -> None:
    none = Expected(*(np.empty(0) for _ in range(3)), np.empty(0, bool), np.empty(0, np.int64), np.ones(1))
    assert np.isnan(none.area)
    below = Expected(CHANCES, CHANCES, ROWS, np.zeros(5, bool), np.arange(5), np.full(5, 9.0))
    above = Expected(CHANCES, CHANCES, ROWS, np.ones(5, bool), np.arange(5), np.full(5, 9.0))
    assert (below.slopes_of(Confusion.accuracy) < 0).all()
    assert (above.slopes_of(Confusion.accuracy) > 0).all()
    assert np.isnan(below.slopes_of(Confusion.precision)).all()
