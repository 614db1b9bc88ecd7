"""The one way in: what is merged, skipped, and too little to judge by."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.checks.days import days, sides

from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.series import judge_scalar


def noisy(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(1000, 20, count).round()


@pytest.mark.parametrize("known", [0, 1])
def test_a_reference_of_less_than_two_windows_says_nothing(known: int) -> None:
    verdict = judge_scalar("volume", Points.of(days(known), noisy(known)), Points.of(days(1, 1), [50.0]))[0]
    assert verdict.status == "insufficient_data"
    assert f"{known} window" in verdict.reason
    assert verdict.value == 50


def test_a_window_without_a_value_has_none_whatever_the_reference() -> None:
    reference = Points.of(days(1), [1.0])
    assert judge_scalar("mean", reference, Points.of(days(1, 1), [np.nan]))[0].status == "no_data"


def test_a_short_reference_is_judged_without_season_and_with_few_degrees() -> None:
    calm, wrong = judge_scalar("volume", *sides(np.append(noisy(6), [1010.0, 100.0]), 6))
    assert (calm.status, wrong.status) == ("ok", "violation")
    two = judge_scalar("volume", *sides([1000.0, 1020.0, 850.0], 2))[0]
    assert two.status == "ok"


def test_the_chance_covers_both_levels() -> None:
    values = np.append(noisy(28), [1000.0, 1000.0, 1000.0, 600.0])
    alone = judge_scalar("volume", *sides(values, 28))[-1]
    assert alone.p == pytest.approx(2 * 2 * (1 - _normal(abs(alone.z))), rel=1e-3, abs=1e-12)


def _normal(z: float) -> float:
    from statistics import NormalDist

    return NormalDist().cdf(z)


def test_an_absent_window_is_skipped_and_merging_reaches_over_it() -> None:
    windows = days(40)
    kept = [i for i in range(40) if i != 35]
    values = np.append(noisy(30), [880.0] * 10)[kept]
    reference = Points.of([windows[i] for i in kept[:30]], values[:30])
    current = Points.of([windows[i] for i in kept[30:]], values[30:])
    assert judge_scalar("volume", reference, current, material=0.1)[-1].fires


def test_a_missing_value_does_not_end_the_run_of_a_violation() -> None:
    values = np.append(noisy(28), [500.0, np.nan, 510.0])
    verdicts = judge_scalar("mean", *sides(values, 28))
    assert [verdict.status for verdict in verdicts] == ["violation", "no_data", "violation"]
    assert verdicts[2].since == verdicts[0].window


def test_windows_before_the_first_are_merged_with_and_not_told() -> None:
    values = np.append(noisy(28), [1000.0, 1010.0, 500.0])
    whole = judge_scalar("volume", *sides(values, 28))
    assert judge_scalar("volume", *sides(values, 28), first=2) == whole[2:]


def test_a_weekday_that_the_reference_never_had_cannot_be_judged() -> None:
    week = np.array([900.0, 910, 905, 915, 920, 500])
    windows = [window for window in days(28) if window.start.weekday() != 6]
    values = np.tile(week, 4) + np.random.default_rng(0).normal(0, 3, 24)
    verdict = judge_scalar("volume", Points.of(windows, values), Points.of(days(1, 34), [700.0]))[0]
    assert (verdict.status, verdict.reason) == (
        "insufficient_data",
        "The reference has no window of this weekday or hour.",
    )


def test_fourteen_windows_on_one_side_offer_a_new_reference_and_change_nothing() -> None:
    values = np.append(noisy(28), [1100.0] * 15)
    verdicts = judge_scalar("volume", *sides(values, 28))
    assert [verdict.shift for verdict in verdicts] == [0] * 13 + [14, 15]
    assert verdicts[13].reason.endswith(
        "The last 14 windows all lie above what was usual: if this is the new level, "
        "take a new reference from 4 Feb on."
    )
    assert "The last 14 windows all lie above what was usual" in verdicts[14].reason
    assert verdicts[14].reason.endswith("take a new reference from 5 Feb on.")
    assert verdicts[14].expected == verdicts[0].expected


def test_what_comes_back_within_usual_is_calm_only_when_every_level_is() -> None:
    values = np.append(noisy(28), [1000.0, 400.0, 1000.0, 1000.0, 1000.0, 1000.0, 1000.0])
    verdicts = judge_scalar("volume", *sides(values, 28))
    assert verdicts[1].fires
    assert not verdicts[1].is_calm
    assert verdicts[0].is_calm
    assert verdicts[6].is_calm


def test_a_holiday_is_usual_between_its_weekday_and_a_sunday() -> None:
    week = np.array([900.0, 910, 905, 915, 920, 500, 300])
    values = np.append(np.tile(week, 4) + np.random.default_rng(0).normal(0, 5, 28), [880.0, 350.0])
    reference, current = sides(values, 28)
    feast = current.windows[1].start.date()
    assert judge_scalar("volume", reference, current)[1].status == "violation"
    assert judge_scalar("volume", reference, current, calendar=[feast])[1].status == "ok"


def test_hours_have_a_season_too() -> None:
    windows = days(24 * 8, length=timedelta(hours=1))
    values = np.array([900.0 if 8 <= window.start.hour < 20 else 90.0 for window in windows])
    values += np.random.default_rng(0).normal(0, 3, len(values))
    reference = Points.of(windows[:168], values[:168])
    night = Points.of(windows[168:169], [900.0])
    assert judge_scalar("volume", reference, night)[0].status == "violation"
    assert {one.status for one in judge_scalar("volume", reference, Points.of(windows[168:], values[168:]))} == {"ok"}
