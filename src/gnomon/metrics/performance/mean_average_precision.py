"""How pure rankings are down to each relevant row."""

from __future__ import annotations

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.ranking import RankingOutcome


@outcome_metric(
    kinds=["ranking"],
    formula="mean over queries of the mean precision at each relevant place",
    read="1 has all relevant rows on top.",
    scale="rank",
    source="Manning, Raghavan & Schütze 2008, 8.4",
)
def mean_average_precision(outcome: RankingOutcome) -> Measured:
    """Mean average precision of the first k places.

    Example:
        >>> import numpy as np
        >>> scores, relevance = np.array([0.9, 0.5, 0.1]), np.array([0.0, 2.0, 1.0])
        >>> round(mean_average_precision(RankingOutcome.of(np.zeros(3, np.int64), scores, relevance, 10)).value, 6)
        0.583333
    """
    queries = outcome.average_precision
    if not queries.count:
        return Absent("no query has a relevant row", outcome.irrelevant)
    return normal(queries.mean, queries.std / queries.count**0.5, queries.count, 0.0, 1.0)
