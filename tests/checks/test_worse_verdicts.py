"""From figures to verdicts: what is too few, too early, or not in the reference."""

from __future__ import annotations

import numpy as np
from tests.checks.days import days
from tests.checks.outcomes_of_days import decided, predicted

from gnomon.checks.performance import judge_performance
from gnomon.profiles.outcomes.binary import BinaryOutcome

RNG = np.random.default_rng(0)
USUAL = [decided(RNG, 5000) for _ in range(28)]


def judged(*current: BinaryOutcome, **more: object) -> list[str]:
    windows = days(len(current), 28)
    found = judge_performance("auc", USUAL, current, windows=windows, worse_by=0.02, **more)  # type: ignore[arg-type]
    return [one.status for one in found]


def test_worse_is_a_violation_better_and_the_same_are_not() -> None:
    rng = np.random.default_rng(1)
    assert judged(decided(rng, 5000), decided(rng, 5000, 3.0), decided(rng, 5000, 1.4)) == ["ok", "ok", "violation"]


def test_no_targets_are_no_data_with_the_reason() -> None:
    found = judge_performance("auc", USUAL, [BinaryOutcome()], windows=days(1, 28))[0]
    assert (found.status, found.reason) == ("no_data", "No AUC on 4 Feb: fewer than two scored rows of a class.")


def test_nineteen_rows_are_too_few() -> None:
    found = judge_performance("mae", [predicted(RNG, 500)] * 28, [predicted(RNG, 19)], windows=days(1, 28))[0]
    assert found.status == "insufficient_data"
    assert found.reason.startswith("19 rows with a value: too few")


def test_a_reference_without_targets_judges_nothing_and_shows_the_figure() -> None:
    found = judge_performance("auc", [BinaryOutcome()] * 3, [decided(RNG, 900)], windows=days(1, 3))[0]
    assert found.status == "insufficient_data"
    assert found.reason.endswith("The reference has no AUC: none of its windows has enough rows with a target.")
    nothing = judge_performance("auc", [BinaryOutcome()], [BinaryOutcome()], windows=days(1, 3))[0]
    assert nothing.status == "no_data"


def test_no_windows_are_no_verdicts() -> None:
    assert judge_performance("auc", USUAL, [], windows=[]) == ()


def test_the_limit_is_where_the_verdict_turns() -> None:
    found = judge_performance("auc", USUAL, [decided(np.random.default_rng(2), 5000)], windows=days(1, 28))[0]
    assert found.limit is not None
    assert found.expected is not None
    assert found.limit < found.expected - 0.0075


def test_a_run_knows_since_when() -> None:
    rng = np.random.default_rng(3)
    bad = [decided(rng, 5000, 1.2) for _ in range(3)]
    found = judge_performance("auc", USUAL, bad, windows=days(3, 28))
    assert found[2].since == found[0].window
    assert not found[2].is_calm


def test_a_metric_that_is_bad_away_from_zero_looks_both_ways() -> None:
    rng = np.random.default_rng(4)
    usual = [predicted(rng, 5000) for _ in range(28)]
    current = [predicted(rng, 5000, bias=bias) for bias in (0.0, 0.5, -0.5)]
    found = judge_performance("bias", usual, current, windows=days(3, 28), worse_by=0.2)
    assert [one.status for one in found] == ["ok", "violation", "violation"]
