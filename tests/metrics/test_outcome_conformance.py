"""Every registered metric of an outcome passes the kit, and the kit finds what is wrong with a bad one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gnomon.metrics import outcome_conformance
from gnomon.metrics.estimate import Absent, Estimate, Measured
from gnomon.metrics.outcome_metric import OutcomeMetric, outcome_metric
from gnomon.metrics.registry import outcome_metrics
from gnomon.profiles.outcomes.binary import BinaryOutcome

CASES = [(record, check) for record in outcome_metrics() for check in outcome_conformance.checks(record)]


@pytest.mark.parametrize(
    ("record", "check"), CASES, ids=[f"{record.name}-{check.func.__name__}" for record, check in CASES]
)
def test_every_registered_metric_keeps_every_law(record: OutcomeMetric, check: Callable[[], None]) -> None:
    check()


def of(function: Callable[[BinaryOutcome], Measured]) -> OutcomeMetric:
    made = outcome_metric(kinds=["binary"], formula="wrong", read="Wrong in some way.")(function)
    return made.metric  # type: ignore[attr-defined, no-any-return]


CALLS: list[int] = []


def outside(outcome: BinaryOutcome) -> Measured:
    """Out of its range."""
    return Estimate(2.0, 1.0, 3.0, 0.1, 5)


def off(outcome: BinaryOutcome) -> Measured:
    """Out of its interval."""
    return Estimate(0.5, 0.6, 0.7, 0.1, 5)


def rowless(outcome: BinaryOutcome) -> Measured:
    """Of no rows."""
    return Estimate(0.5, 0.4, 0.7, 0.1, 0)


def forgetful(outcome: BinaryOutcome) -> Measured:
    """Another each time."""
    CALLS.append(1)
    return Absent(f"call {len(CALLS)}")


def growing(outcome: BinaryOutcome) -> Measured:
    """A sum."""
    return Estimate(float(outcome.rows), 0.0, 1e9, 0.0, 1)


@pytest.mark.parametrize(
    ("check", "function", "words"),
    [
        (outcome_conformance.check_stays_in_its_range, outside, "outside [0.0, 1.0]"),
        (outcome_conformance.check_stays_in_its_range, off, "outside its interval"),
        (outcome_conformance.check_stays_in_its_range, rowless, "has no rows"),
        (outcome_conformance.check_gives_the_same_twice, forgetful, "of the same outcome"),
        (outcome_conformance.check_is_absent_without_rows, rowless, "of no row with a target"),
        (outcome_conformance.check_does_not_grow_with_rows, growing, "of the same rows twice"),
    ],
)
def test_a_broken_promise_is_found(
    check: Callable[[OutcomeMetric], None], function: Callable[[BinaryOutcome], Measured], words: str
) -> None:
    with pytest.raises(AssertionError) as caught:
        check(of(function))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "two words"}, "no plain name"),
        ({"kinds": frozenset()}, "no kind of outcome"),
        ({"read": ""}, "needs a formula"),
        ({"low": 2.0}, "range is empty"),
        ({"formula": "another"}, "lost its description"),
    ],
)
def test_a_metric_that_does_not_explain_itself_is_found(change: dict[str, object], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        outcome_conformance.check_explains_itself(replace(of(off), **change))
