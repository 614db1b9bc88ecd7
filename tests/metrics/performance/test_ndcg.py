"""Ndcg of queries."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.performance.ndcg import ndcg
from gnomon.profiles.outcomes.places import Places
from gnomon.profiles.outcomes.ranking import RankingOutcome


def test_it_is_the_mean_over_queries_with_its_standard_error() -> None:
    draw = np.random.default_rng(0)
    query, score = np.repeat(np.arange(300), 8), draw.random(2400)
    relevance = draw.integers(0, 3, 2400).astype(float)
    values = Places.of(query, score, relevance).scores(5)[0]
    found = ndcg(RankingOutcome.of(query, score, relevance, 5))
    assert (found.value, found.n) == (pytest.approx(values.mean()), len(values))
    assert found.se == pytest.approx(values.std(ddof=1) / np.sqrt(len(values)), rel=1e-6)


def test_queries_with_nothing_relevant_have_none() -> None:
    none = ndcg(RankingOutcome.of(np.zeros(3, np.int64), np.ones(3), np.zeros(3), 5))
    assert (none.reason, none.n) == ("no query has a relevant row", 1)
