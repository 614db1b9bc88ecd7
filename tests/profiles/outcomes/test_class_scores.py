"""Scores of one class among several."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.errors import SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.class_scores import ClassScores


def test_what_was_added_can_be_taken_away() -> None:
    a = ClassScores(NumberSummary.of(np.array([0.5])), NumberSummary(nulls=2), NumberSummary.of(np.array([0.1])))
    assert a.rows == 4
    assert ((a + a) - a).rows == 4
    with pytest.raises(SubtractionError):
        a - (a + a)
