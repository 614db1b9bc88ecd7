"""How much of the best order's worth a ranking has."""

from __future__ import annotations

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.profiles.outcomes.ranking import RankingOutcome


@outcome_metric(
    kinds=["ranking"],
    formula="mean over queries of DCG / DCG of the best order; DCG = sum of relevance / log2(place + 1)",
    read="1 is the best order; the first places weigh most.",
    scale="rank",
    source="Järvelin & Kekäläinen 2002",
)
def ndcg(outcome: RankingOutcome) -> Measured:
    """Normalised discounted cumulative gain of the first k places, averaged over queries.

    Example:
        >>> import numpy as np
        >>> scores, relevance = np.array([0.9, 0.5, 0.1]), np.array([0.0, 2.0, 1.0])
        >>> round(ndcg(RankingOutcome.of(np.zeros(3, np.int64), scores, relevance, 10)).value, 6)
        0.669672
    """
    queries = outcome.ndcg
    if not queries.count:
        return Absent("no query has a relevant row", outcome.irrelevant)
    return normal(queries.mean, queries.std / queries.count**0.5, queries.count, 0.0, 1.0)
