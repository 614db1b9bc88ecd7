"""Predictions and scores of several classes."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.errors import SubtractionError
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome

SCORES = {"a": np.array([0.7, 0.2, np.nan, 0.5]), "b": np.array([0.3, 0.8, 0.1, 0.5])}
OUTCOME = MulticlassOutcome.of(["a", "c", "b", None], ["a", "b", None, "a"], SCORES)


def test_every_row_is_counted_once() -> None:
    assert (OUTCOME.targeted, OUTCOME.untargeted.total, OUTCOME.unusable, OUTCOME.rows) == (2, 1, 1, 4)


def test_scores_are_split_by_whether_the_row_was_of_the_class() -> None:
    a = OUTCOME.scores["a"]
    assert (a.positives.top(), a.negatives.top(), a.untargeted.top()) == ([(0.7, 1)], [(0.2, 1)], [(0.5, 1)])


def test_a_class_without_scores_got_no_probability() -> None:
    assert OUTCOME.scored == 2
    assert OUTCOME.log_loss.mean(2) == pytest.approx((-np.log(0.7) - np.log(1e-15)) / 2)


def test_at_most_fifty_classes_keep_their_scores() -> None:
    many = {f"c{i}": np.array([0.01]) for i in range(60)}
    outcome = MulticlassOutcome.of(["c1"], ["c1"], many)
    assert set(outcome.scores) == {f"c{i}" for i in range(50)}
    assert outcome.log_loss.mean(1) == pytest.approx(-np.log(0.01))


def test_what_was_never_added_cannot_be_taken_away() -> None:
    for other in (
        MulticlassOutcome(unusable=2),
        MulticlassOutcome(scored=3),
        MulticlassOutcome.of(["a"], ["a"], {"z": np.array([0.5])}),
    ):
        with pytest.raises(SubtractionError, match="outcome"):
            OUTCOME - other
