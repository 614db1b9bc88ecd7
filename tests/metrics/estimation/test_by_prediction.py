"""Errors of numbers from predictions alone."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.realised import predicted

from gnomon.metrics.estimate import Absent, Estimate
from gnomon.metrics.estimation.by_prediction import CELLS, LossTable, from_predictions
from gnomon.metrics.registry import measure_outcome
from gnomon.profiles.outcomes.regression import RegressionOutcome


def drawn(n: int, seed: int, mean: float = 3.0, known: bool = True) -> RegressionOutcome:
    """Rows whose error grows with the prediction."""
    draw = np.random.default_rng(seed)
    yhat = draw.lognormal(mean, 1, n)
    y = yhat * (1 + draw.normal(0, 0.3, n))
    return RegressionOutcome.of(y if known else np.full(n, np.nan), yhat)


TABLE = LossTable.fit(drawn(30_000, 0))


def test_cells_are_of_about_equal_mass() -> None:
    assert TABLE is not None
    assert CELLS / 2 <= len(TABLE.rows) <= CELLS
    assert TABLE.rows.sum() == 30_000


def test_estimates_of_another_mix_are_near_what_is_realised() -> None:
    assert TABLE is not None
    now = drawn(30_000, 1, mean=3.5)
    realised, estimated = measure_outcome(now), from_predictions(TABLE, now)
    reference = measure_outcome(drawn(30_000, 0))
    for name in ("mae", "rmse"):
        near, far = (abs(each[name].value - realised[name].value) for each in (estimated, reference))
        assert near < far / 2, name
    assert estimated["mape"].value == pytest.approx(realised["mape"].value, rel=1)


def test_bands_cover_what_is_realised() -> None:
    assert TABLE is not None
    held = []
    for seed in range(60):
        now = drawn(400, seed + 10)
        realised, found = measure_outcome(now)["mae"], from_predictions(TABLE, now)["mae"]
        held.append(found.low <= realised.value <= found.high)
    assert np.mean(held) > 0.85


def test_targets_are_not_looked_at() -> None:
    assert TABLE is not None
    known, out = from_predictions(TABLE, drawn(90, 5)), from_predictions(TABLE, drawn(90, 5, known=False))
    assert known["mae"].value == pytest.approx(out["mae"].value, rel=0.1)
    assert out["mae"].n == 90


def test_a_month_that_is_its_own_reference_is_estimated_as_it_was() -> None:
    for month in predicted():
        if month.outcome.untargeted.count:
            continue
        table = LossTable.fit(month.outcome)
        assert table is not None
        realised, found = measure_outcome(month.outcome), from_predictions(table, month.outcome)
        for name in ("mae", "rmse"):
            assert found[name].value == pytest.approx(realised[name].value, rel=1e-6)


def test_without_rows_there_is_a_reason() -> None:
    assert TABLE is not None
    assert LossTable.fit(RegressionOutcome()) is None
    assert from_predictions(TABLE, RegressionOutcome())["mae"] == Absent("no row has a prediction")
    zeros = RegressionOutcome.of(np.zeros(30), np.zeros(30))
    table = LossTable.fit(zeros)
    assert table is not None
    found = from_predictions(table, zeros)
    assert found["mape"] == Absent("no row of the reference has a target that is not 0")
    assert isinstance(found["rmse"], Estimate)
    assert found["rmse"].value == 0.0
