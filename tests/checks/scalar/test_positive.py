"""Positive numbers with long tails: compared as ratios."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.days import sides

from gnomon.checks.scalar import positive
from gnomon.checks.scalar.series import judge_scalar


def latencies(*last: float) -> np.ndarray:
    return np.concatenate((np.exp(np.random.default_rng(4).normal(np.log(300), 0.1, 28)), last))


def test_a_latency_that_doubles_is_a_violation_and_one_tenth_more_is_not() -> None:
    calm, wrong = judge_scalar("positive", *sides(latencies(330, 600), 28), name="p95 of duration")
    assert (calm.status, wrong.status) == ("ok", "violation")
    assert wrong.effect == pytest.approx(600 / wrong.expected - 1)
    assert wrong.reason.startswith("*p95 of duration* is 600 on 5 Feb,")


def test_the_scale_of_the_values_makes_no_difference() -> None:
    one = judge_scalar("positive", *sides(latencies(600), 28))[0]
    two = judge_scalar("positive", *sides(latencies(600) / 1000, 28))[0]
    assert one.z == pytest.approx(two.z)
    assert one.p == pytest.approx(two.p)


def test_zeros_are_lifted_by_half_of_the_least_positive_value() -> None:
    old, new = positive.prepare(np.array([0.0, 4.0, 8.0]), np.array([0.0, 2.0]))
    assert np.exp(old) == pytest.approx([2, 6, 10])
    assert np.exp(new) == pytest.approx([2, 4])
    assert positive.restore(old, np.array([0.0, 4.0, 8.0])) == pytest.approx([0, 4, 8])


def test_a_zero_that_the_reference_never_had_is_half_its_least() -> None:
    _, new = positive.prepare(np.array([4.0, 8.0]), np.array([0.0, 4.0]))
    assert np.exp(new) == pytest.approx([2, 4])


def test_a_negative_value_is_none() -> None:
    assert judge_scalar("positive", *sides(latencies(-1.0), 28))[0].status == "no_data"


def test_a_reference_of_zeros_only_is_not_divided_by() -> None:
    verdicts = judge_scalar("positive", *sides([0.0] * 28 + [0.0, 5.0], 28))
    assert [verdict.status for verdict in verdicts] == ["ok", "violation"]
