"""How soon the first relevant row comes."""

from __future__ import annotations

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.ranking import RankingOutcome


@outcome_metric(
    kinds=["ranking"],
    formula="mean over queries of 1 / place of the first relevant row, 0 past k",
    read="0.5 is the second place on a typical query.",
    scale="rank",
    source="Voorhees 1999",
)
def mean_reciprocal_rank(outcome: RankingOutcome) -> Measured:
    """Mean reciprocal rank of the first relevant row within k places.

    Example:
        >>> import numpy as np
        >>> scores, relevance = np.array([0.9, 0.5, 0.1]), np.array([0.0, 2.0, 1.0])
        >>> round(mean_reciprocal_rank(RankingOutcome.of(np.zeros(3, np.int64), scores, relevance, 10)).value, 6)
        0.5
    """
    queries = outcome.reciprocal_rank
    if not queries.count:
        return Absent("no query has a relevant row", outcome.irrelevant)
    return normal(queries.mean, queries.std / queries.count**0.5, queries.count, 0.0, 1.0)
