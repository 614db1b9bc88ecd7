"""Rankings, a query at a time."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.errors import SchemaError, SubtractionError
from gnomon.profiles.outcomes.ranking import RankingOutcome

QUERY = np.array([0, 0, 1, 1, -1, 2, 2, 3])
SCORE = np.array([0.9, 0.1, 0.9, 0.1, 0.5, np.nan, 0.5, 0.5])
RELEVANCE = np.array([0.0, 1.0, 0.0, 0.0, 1.0, 1.0, -1.0, np.nan])
OUTCOME = RankingOutcome.of(QUERY, SCORE, RELEVANCE, 10)


def test_rows_and_queries_are_counted_by_what_they_lack() -> None:
    assert (OUTCOME.queries, OUTCOME.irrelevant, OUTCOME.untargeted, OUTCOME.unusable) == (1, 1, 1, 3)
    assert OUTCOME.reciprocal_rank.mean == 0.5
    assert OUTCOME.targeted == 1


def test_rankings_of_different_depth_are_refused() -> None:
    other = RankingOutcome.of(QUERY, SCORE, RELEVANCE, 5)
    with pytest.raises(SchemaError, match="first 10 and of the first 5 places"):
        OUTCOME + other
    assert (RankingOutcome() + other).k == 5


def test_what_was_never_added_cannot_be_taken_away() -> None:
    assert OUTCOME - OUTCOME == RankingOutcome()
    with pytest.raises(SubtractionError, match="ranking"):
        OUTCOME - RankingOutcome(unusable=9)
