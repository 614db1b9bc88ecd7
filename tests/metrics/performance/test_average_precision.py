"""Average precision of real months."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score
from tests.metrics.realised import decided

from gnomon.metrics.performance.average_precision import average_precision, step_sum
from gnomon.profiles.outcomes.binary import BinaryOutcome


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        assert average_precision(month.outcome).value == pytest.approx(
            average_precision_score(month.target, month.score), abs=1e-3
        ), month.name


def test_the_worked_example() -> None:
    positives, negatives = np.array([1.0, 3, 6, 10, 20]), np.array([30.0, 25, 15, 8, 2])
    assert float(step_sum(positives, negatives)) == pytest.approx(0.771769, abs=5e-7)


def test_the_interval_follows_from_the_outcome_alone_and_narrows_with_rows() -> None:
    year = sum((month.outcome for month in decided()), BinaryOutcome())
    widths = {each.n: each.high - each.low for each in map(average_precision, (decided()[0].outcome, year))}
    assert widths[max(widths)] < widths[min(widths)]
    assert average_precision(year) == average_precision(BinaryOutcome.from_bytes(year.to_bytes()))


def test_no_positive_row_is_no_precision() -> None:
    negatives = BinaryOutcome.of(np.zeros(5, np.int8), np.zeros(5, np.int8), np.full(5, 0.1))
    assert average_precision(negatives).reason == "no scored row is positive"
