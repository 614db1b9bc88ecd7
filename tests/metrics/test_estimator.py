"""Estimates that are fitted on a reference, and what they were worth in a year of flights."""

from __future__ import annotations

import polars as pl
import pytest
from tests.metrics.realised import DATA, decided, predicted

from gnomon.metrics.estimate import Absent, Estimate
from gnomon.metrics.estimator import BinaryEstimator, RegressionEstimator, between
from gnomon.metrics.registry import measure_outcome
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.outcomes.task import OutcomeColumns

NEARER, INSIDE = 8, 8
"""Months of ten in which the estimate is to be nearer than the reference's constant, and the truth in its band."""


def reference(columns: OutcomeColumns) -> list[pl.DataFrame]:
    """The training rows, cut into days."""
    train = pl.read_parquet(DATA / "flights_train.parquet").with_columns(day=pl.col.ts.dt.date())
    return [part for _, part in sorted(train.partition_by("day", as_dict=True).items())]


def test_estimated_area_is_nearer_than_the_references_constant_in_most_months() -> None:
    columns = OutcomeColumns("label", score="score_oof")
    windows = [observe(day, columns) for day in reference(columns)]
    known = [window for window in windows if isinstance(window, BinaryOutcome)]
    estimator = BinaryEstimator.fit(known)
    assert estimator is not None
    assert estimator.check is not None
    assert not estimator.check.uncalibrated
    constant = measure_outcome(sum(known, BinaryOutcome()))["auc"].value
    nearer, inside, lines = 0, 0, [f"AUC of the reference {constant:.4f}", "month    realised  estimated (95 % band)"]
    for month in decided()[2:12]:
        realised, found = measure_outcome(month.outcome)["auc"], estimator.estimate(month.outcome)["auc"]
        near = abs(found.value - realised.value) < abs(constant - realised.value)
        held = found.low <= realised.value <= found.high
        nearer, inside = nearer + near, inside + held
        missed = ", ".join(["farther than the constant"] * (not near) + ["outside its band"] * (not held))
        band = f"{found.value:.4f} ({found.low:.4f}-{found.high:.4f})"
        lines.append(f"{month.name}  {realised.value:.4f}    {band}  {missed}".rstrip())
    print(*lines, f"nearer in {nearer}, inside in {inside} of 10 months", sep="\n")
    assert nearer >= NEARER
    assert inside >= INSIDE


def test_estimated_errors_of_delays_lean_the_right_way_and_stay_calm_while_the_relation_changes() -> None:
    columns = OutcomeColumns("arr_delay", prediction="predicted_delay_oof")
    windows = [observe(day, columns) for day in reference(columns)]
    known = [window for window in windows if isinstance(window, RegressionOutcome)]
    estimator = RegressionEstimator.fit(known)
    assert estimator is not None
    constant = measure_outcome(sum(known, RegressionOutcome()))["mae"].value
    year = [month for month in predicted() if month.name.startswith("arr_delay 2013")][2:]
    pairs = [(measure_outcome(month.outcome)["mae"], estimator.estimate(month.outcome)["mae"]) for month in year]
    assert sum(abs(found.value - real.value) < abs(constant - real.value) for real, found in pairs) >= 6
    # The model grew worse past its training months: no estimate from predictions alone can see that.
    assert all(real.value > found.value for real, found in pairs)


def test_one_window_leaves_nothing_to_check_with() -> None:
    windows = [decided()[0].outcome]
    estimator = BinaryEstimator.fit(windows)
    assert estimator is not None
    assert (estimator.check, estimator.between) == (None, {})
    assert BinaryEstimator.fit([]) is None
    assert RegressionEstimator.fit([]) is None


def test_even_windows_without_targets_leave_nothing_to_check_with() -> None:
    late = BinaryEstimator.fit([BinaryOutcome(), decided()[0].outcome])
    assert late is not None
    assert (late.check, late.between) == (None, {})
    numbers = RegressionEstimator.fit([RegressionOutcome(), predicted()[0].outcome])
    assert numbers is not None
    assert numbers.between == {}


def test_misses_count_past_their_own_noise_only() -> None:
    realised = [{"auc": Estimate(v, 0, 1, 0.1, 9)} for v in (0.8, 0.9)]
    calm = [(r, {"auc": Estimate(0.85, 0, 1, 0.2, 9), "f1": Absent("no row")}) for r in realised]
    assert between(calm) == {"auc": 0.0}
    sure = [(r, {"auc": Estimate(0.85, 0, 1, 0.01, 9)}) for r in realised]
    assert between(sure)["auc"] == pytest.approx(0.0025 - 0.0001)
