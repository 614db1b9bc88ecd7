"""The likelihood-ratio statistic."""

from __future__ import annotations

from gnomon.metrics import shares
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import VALUES, metric


@metric(
    kinds=VALUES,
    formula="2 times the sum of count ln(count / expected) over the 2 x C table of counts",
    read="As chi2, and truer for small counts; it grows with the number of rows.",
    source="Wilks 1938",
)
def g(pair: Pair) -> float:
    """G: the deviance of both sides from one common distribution.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> names = ["a", "b", "c", "d"]
        >>> p = CategorySummary(categories=Categories.of(names, [200, 300, 300, 200]))
        >>> q = CategorySummary(categories=Categories.of(names, [10, 30, 35, 25]))
        >>> round(g(Pair(p, q)), 6)
        7.435025
    """
    p, q = pair.counts
    both = p + q
    terms = shares.entropy_terms(p.astype(float), both * (p.sum() / both.sum()))
    terms += shares.entropy_terms(q.astype(float), both * (q.sum() / both.sum()))
    return max(0.0, 2 * float(terms.sum()))
