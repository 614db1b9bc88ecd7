"""Performance: what it promises, on made days and on a year of flights."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.checks.days import days
from tests.checks.outcomes_of_days import decided, predicted

from gnomon.checks.numbers import plain
from gnomon.checks.performance import judge_estimated, judge_performance
from gnomon.errors import UsageError
from gnomon.metrics.estimator import BinaryEstimator, RegressionEstimator
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.windows import Window

DATA = Path(__file__).parents[2] / "data"
RNG = np.random.default_rng(0)
USUAL = [decided(RNG, 3000) for _ in range(28)]


def test_no_verdict_before_nine_in_ten_targets_have_come() -> None:
    bad = decided(np.random.default_rng(1), 3000, 1.0)
    found = judge_performance("auc", USUAL, [bad, bad], windows=days(2, 28), maturity=[0.41, 0.95])
    assert [one.status for one in found] == ["insufficient_data", "violation"]
    assert plain(found[0].reason).startswith(
        "Of the targets that will come for 4 Feb, 41 % have come: judged from 90 % on. So far: AUC 0."
    )


def test_rows_that_never_get_a_target_are_counted() -> None:
    part = decided(np.random.default_rng(2), 3000, targeted=0.8)
    told = judge_performance("auc", USUAL, [part], windows=days(1, 28), worse_by=0.05)[0].reason
    assert plain(told).endswith(f"{part.untargeted} of 3 000 rows (21 %) have no target: they count neither as right "
                                "nor as wrong.")  # fmt: skip
    given = judge_performance("auc", USUAL, [part], windows=days(1, 28), coverage=[0.5], worse_by=0.05)[0].reason
    assert "1 500 of 3 000 rows (50 %)" in plain(given)


@pytest.mark.parametrize(("metric", "material"), [("auc", 0.01), ("recall", 0.02), ("accuracy", 0.02)])
def test_what_matters_by_default(metric: str, material: float) -> None:
    found = judge_performance(metric, USUAL, USUAL[:1], windows=days(1, 28))[0]
    assert found.material == pytest.approx(material)


def test_of_an_error_five_percent_matter() -> None:
    usual = [predicted(np.random.default_rng(seed), 3000, 2.0) for seed in range(28)]
    found = judge_performance("rmse", usual, usual[:1], windows=days(1, 28))[0]
    assert found.material == pytest.approx(0.1, rel=0.02)
    ten = judge_performance("rmse", usual, usual[:1], windows=days(1, 28), worse_by=0.1)[0]
    assert ten.material == pytest.approx(0.2, rel=0.02)


def test_of_a_bias_a_tenth_of_the_spread_matters() -> None:
    usual = [predicted(np.random.default_rng(seed), 3000, 2.0) for seed in range(28)]
    assert judge_performance("bias", usual, usual[:1], windows=days(1, 28))[0].material == pytest.approx(0.2, rel=0.02)


def test_a_metric_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no metric 'acu'"):
        judge_performance("acu", USUAL, USUAL, windows=days(28))


def test_nothing_changed_hardly_ever_alerts() -> None:
    rng = np.random.default_rng(3)
    current = [decided(rng, 1000) for _ in range(300)]
    found = judge_performance("auc", USUAL, current, windows=days(300, 28), alpha=0.005)
    assert sum(one.fires for one in found) <= 6


def test_one_profile_as_reference_says_what_it_cannot_know() -> None:
    found = judge_performance("auc", [sum(USUAL[1:], USUAL[0])], [decided(RNG, 3000)], windows=days(1, 28))[0]
    assert found.reason.endswith("only sampling noise is allowed for, not what windows differ by.")


def test_estimates_fall_with_their_scores_and_say_when_they_cannot_be_believed() -> None:
    rng = np.random.default_rng(4)
    estimator = BinaryEstimator.fit(USUAL)
    assert estimator is not None
    shy = [decided(rng, 3000, 0.7, targeted=0.0) for _ in range(2)]
    windows = days(2, 28)
    found = judge_estimated("auc", estimator, USUAL, shy, windows=windows, worse_by=0.05)
    assert [one.status for one in found] == ["violation", "violation"]
    assert found[0].reason.startswith("estimated AUC 0.")
    muted = judge_estimated("auc", estimator, USUAL, shy, windows=windows, worse_by=0.05, unreliable=True)
    assert [(one.status, one.fires, one.is_calm) for one in muted] == [("insufficient_data", False, False)] * 2
    assert "Estimates are unreliable now" in muted[0].reason


def test_errors_are_estimated_too() -> None:
    usual = [predicted(np.random.default_rng(seed), 500) for seed in range(28)]
    estimator = RegressionEstimator.fit(usual)
    assert estimator is not None
    found = judge_estimated("mae", estimator, usual, usual[:2], windows=days(2, 28))
    assert {one.status for one in found} <= {"ok", "insufficient_data"}
    nothing = judge_estimated("auc", estimator, usual, usual[:1], windows=days(1, 28))[0]
    assert (nothing.status, nothing.value) == ("no_data", None)


@cache
def flights() -> tuple[list[BinaryOutcome], list[Window], list[BinaryOutcome], list[Window]]:
    rows = pl.read_parquet(DATA / "flights.parquet", columns=["event_id", "ts", "score"])
    rows = rows.join(pl.read_parquet(DATA / "flights_labels.parquet"), on="event_id", how="left")
    train = pl.read_parquet(DATA / "flights_train.parquet").with_columns(score=pl.col("score_oof"))
    sides: list[list[BinaryOutcome] | list[Window]] = []
    for frame in (train, rows.filter(pl.col("ts") >= datetime(2013, 3, 2, tzinfo=UTC))):
        by_day = frame.with_columns(day=pl.col("ts").dt.truncate("1d")).sort("ts").partition_by("day", as_dict=True)
        sides.append([
            BinaryOutcome.of(
                day["label"].fill_null(-1).to_numpy().astype(np.int8), (day["score"] >= 0.5).to_numpy().astype(np.int8),
                day["score"].to_numpy(),
            )
            for day in by_day.values()
        ])  # fmt: skip
        sides.append([Window(start, start + timedelta(days=1)) for (start,) in by_day])
    return tuple(sides)  # type: ignore[return-value]


def test_the_flights_model_is_found_worse_in_april() -> None:
    reference, before, current, windows = flights()
    found = judge_performance(
        "auc", reference, current, windows=windows, reference_windows=before, worse_by=0.02, alpha=0.005
    )
    first = next(one for one in found if one.fires)
    assert first.window is not None
    assert first.window.start.month == 4
    assert first.expected == pytest.approx(0.92, abs=0.012)  # out of fold, by day
    assert "material: 0.020" in first.reason


def test_rankings_are_judged_by_query() -> None:
    rng = np.random.default_rng(5)
    made = []
    for noise in (*([0.3] * 28), 3.0):
        relevance = (rng.random(4000) < 0.2).astype(float)
        query = np.repeat(np.arange(400), 10)
        made.append(RankingOutcome.of(query, relevance + rng.normal(0, noise, 4000), relevance, 5))
    found = judge_performance("ndcg", made[:28], made[27:], windows=days(2, 27))
    assert [one.status for one in found] == ["ok", "violation"]


def test_what_says_nothing_of_an_estimate_is_left_as_it_is() -> None:
    estimator = BinaryEstimator.fit(USUAL)
    assert estimator is not None
    found = judge_estimated("auc", estimator, USUAL, [BinaryOutcome()], windows=days(1, 28), unreliable=True)[0]
    assert found.status == "no_data"
    assert "unreliable" not in found.reason


def rare(seed: int, *, is_upside_down: bool) -> BinaryOutcome:
    """100 rows, three of them positive, that are ranked well or the wrong way round."""
    draw = np.random.default_rng(seed)
    target = np.array([1] * 3 + [0] * 97, np.int8)
    score = np.where(target == 1, draw.uniform(0.6, 0.95, 100), draw.uniform(0.05, 0.8, 100))
    shown = 1 - score if is_upside_down else score
    return BinaryOutcome.of(target, (shown > 0.5).astype(np.int8), shown)


def test_what_three_positives_say_of_an_area_counts_only_with_those_of_other_windows() -> None:
    usual = [rare(seed, is_upside_down=False) for seed in range(28)]
    wrong = [rare(100 + seed, is_upside_down=True) for seed in range(4)]
    found = judge_performance("auc", usual, wrong, windows=days(4, 28))
    assert [one.status for one in found] == ["insufficient_data"] * 3 + ["violation"]
    assert found[0].reason == "Fewer than 10 rows of one class: how surely it ranks them cannot be told."
    assert (found[3].level, found[3].limit) == (4, None)
    calm = [rare(200 + seed, is_upside_down=False) for seed in range(4)]
    assert judge_performance("auc", usual, calm, windows=days(4, 28))[3].status in ("ok", "insufficient_data")
