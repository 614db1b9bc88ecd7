"""The area under the ROC curve from buckets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from gnomon.metrics import roc
from gnomon.metrics.estimate import Absent
from gnomon.profiles.number import NumberSummary

POSITIVES, NEGATIVES = np.array([1.0, 3, 6, 10, 20]), np.array([30.0, 25, 15, 8, 2])
SCORES = st.lists(st.integers(0, 9).map(lambda k: k / 10), min_size=2, max_size=30).map(np.array)


def test_the_worked_example() -> None:
    area = roc.area_of(POSITIVES, NEGATIVES, np.ones(5))
    found = (area.value, area.bound, area.se, area.simple_se)
    assert found == pytest.approx((0.886719, 0.049219, 0.031957, 0.036351), abs=5e-7)
    values = np.arange(5.0)
    sides = (NumberSummary.of(np.repeat(values, n.astype(int))) for n in (POSITIVES, NEGATIVES))
    interval = roc.measured(*sides)
    assert (interval.low, interval.high) == pytest.approx((0.807540, 0.935908), abs=5e-7)


@given(SCORES, SCORES)
def test_of_scores_that_are_known_singly_it_is_that_of_scikit_learn(a: np.ndarray, b: np.ndarray) -> None:
    truth = roc_auc_score(np.repeat([1, 0], (len(a), len(b))), np.concatenate((a, b)))
    found = roc.measured(NumberSummary.of(a), NumberSummary.of(b))
    assert found.value == pytest.approx(truth)
    assert found.low <= found.value <= found.high


def test_its_error_is_that_of_many_draws() -> None:
    draw = np.random.default_rng(0)
    values = []
    for _ in range(300):
        a, b = (NumberSummary.of(np.round(draw.normal(shift, 1, 200), 2)) for shift in (1.0, 0.0))
        values.append(roc.measured(a, b))
    assert np.mean([v.se for v in values]) == pytest.approx(np.std([v.value for v in values]), rel=0.15)
    truth = 0.7602
    assert 0.9 < np.mean([v.low <= truth <= v.high for v in values]) < 0.99


def test_a_perfect_order_has_an_interval_too() -> None:
    high, low = NumberSummary.of(np.full(20, 0.9)), NumberSummary.of(np.full(30, 0.1))
    for found, value in ((roc.measured(high, low), 1.0), (roc.measured(low, high), 0.0)):
        assert found.value == value
        assert found.high - found.low == pytest.approx(0.161125, abs=5e-7)
        assert found.low <= found.value <= found.high
        assert 0 < found.se < 0.01


def test_fewer_than_two_rows_of_a_class_have_none() -> None:
    found = roc.measured(NumberSummary.of(np.array([0.5])), NumberSummary.of(np.full(9, 0.1)))
    assert found == Absent("fewer than two scored rows of a class", 10)
