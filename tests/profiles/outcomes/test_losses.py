"""What probabilities lose against their targets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from gnomon.errors import SubtractionError
from gnomon.profiles.outcomes.losses import Losses, log_loss_of

ROWS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(ROWS)
def test_losses_are_those_of_scikit_learn(rows: list[tuple[float, bool]]) -> None:
    p, y = np.array([p for p, _ in rows]), np.array([y for _, y in rows])
    losses = Losses.of(p, y)
    assert losses.brier.mean(len(p)) == pytest.approx(brier_score_loss(y, p, pos_label=1), abs=1e-12)
    clipped = np.clip(p, 1e-15, 1 - 1e-15)
    assert losses.log_loss.mean(len(p)) == pytest.approx(log_loss(y, clipped, labels=[False, True]), rel=1e-3, abs=1e-9)
    assert losses.p.mean(len(p)) == pytest.approx(p.mean(), abs=1e-12)


def test_scores_that_are_no_probabilities_are_left_out() -> None:
    losses = Losses.of(np.array([np.nan, 1.5, -0.1, 0.5, np.inf]), np.array([True, True, False, True, False]))
    assert (losses.rows, losses.positives) == (1, 1)


def test_sure_and_wrong_costs_much_but_not_all() -> None:
    sure = Losses.of(np.array([0.0, 1.0]), np.array([True, False]))
    assert sure.log_loss.mean(2) == pytest.approx(34.5388, abs=1e-3)
    assert log_loss_of(np.array([1.0]))[0] == pytest.approx(0, abs=1e-14)


def test_a_small_chance_of_what_did_not_happen_loses_itself() -> None:
    assert Losses.of(np.array([1e-12]), np.array([False])).log_loss.mean(1) == pytest.approx(1e-12, rel=1e-9)


def test_what_was_never_added_cannot_be_taken_away() -> None:
    two = Losses.of(np.array([0.5, 0.5]), np.array([True, False]))
    assert (two + two) - two == two
    with pytest.raises(SubtractionError, match="losses"):
        Losses() - two
