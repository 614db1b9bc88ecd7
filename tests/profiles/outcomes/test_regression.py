"""Predicted numbers and their targets."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.errors import SubtractionError
from gnomon.profiles.outcomes.regression import RegressionOutcome

Y = np.array([1.0, 0.0, np.nan, np.inf, 2.0, 1e80, 1e-300, 3.0])
YHAT = np.array([3.0, 1.0, 5.0, 1.0, np.nan, 1.0, 1.0, 1e76])
OUTCOME = RegressionOutcome.of(Y, YHAT)


def test_every_row_is_counted_once() -> None:
    assert (OUTCOME.targeted, OUTCOME.untargeted.count, OUTCOME.unusable, OUTCOME.rows) == (3, 1, 4, 8)


def test_relative_losses_are_of_targets_that_are_not_next_to_nothing() -> None:
    assert OUTCOME.ratios == 1
    assert OUTCOME.ratio.mean(1) == 2.0


def test_sums_are_of_target_minus_prediction() -> None:
    assert float(OUTCOME.residuals.total) == -4.0
    assert OUTCOME.squares.mean(3) == pytest.approx(2.0)


def test_what_was_never_added_cannot_be_taken_away() -> None:
    for other in (RegressionOutcome(unusable=5), RegressionOutcome(ratios=2)):
        with pytest.raises(SubtractionError, match="outcome"):
            OUTCOME - other
