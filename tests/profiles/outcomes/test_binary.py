"""Scores of one class by prediction and target."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.errors import SubtractionError
from gnomon.profiles.outcomes.binary import NEITHER, UNKNOWN, BinaryOutcome

TARGET = np.array([1, 1, 0, 0, UNKNOWN, NEITHER, 1], np.int8)
PREDICTED = np.array([1, 0, 1, 0, 1, 1, UNKNOWN], np.int8)
SCORE = np.array([0.9, np.nan, 1.5, 0.1, 0.8, 0.7, np.nan])
OUTCOME = BinaryOutcome.of(TARGET, PREDICTED, SCORE)


def test_every_row_is_in_one_group_or_unusable() -> None:
    assert OUTCOME.counts == (1, 1, 1, 1)
    assert (OUTCOME.targeted, OUTCOME.untargeted, OUTCOME.unusable, OUTCOME.rows) == (4, 1, 2, 7)


def test_a_missing_score_counts_in_the_confusion_alone() -> None:
    assert OUTCOME.false_negatives.nulls == 1
    assert (OUTCOME.scored, OUTCOME.outside, OUTCOME.losses.rows) == (3, 1, 2)


def test_scores_are_those_of_each_side() -> None:
    assert OUTCOME.positives.top() == [(0.9, 1)]
    assert OUTCOME.negatives.top() == [(0.1, 1), (1.5, 1)]
    above, below = OUTCOME.predicted
    assert (above.top(), below.top()) == ([(0.8, 1), (0.9, 1), (1.5, 1)], [(0.1, 1)])


def test_a_target_that_lands_is_a_row_taken_away_and_added_again() -> None:
    before = BinaryOutcome.of(np.array([-1], np.int8), np.array([1], np.int8), np.array([0.8]))
    after = BinaryOutcome.of(np.array([0], np.int8), np.array([1], np.int8), np.array([0.8]))
    assert (OUTCOME - before + after).counts == (1, 2, 1, 1)


def test_what_was_never_added_cannot_be_taken_away() -> None:
    with pytest.raises(SubtractionError, match="unusable"):
        BinaryOutcome() - BinaryOutcome(unusable=1)
    with pytest.raises(SubtractionError):
        BinaryOutcome() - OUTCOME.of_groups(OUTCOME.groups, OUTCOME.losses, 0)
