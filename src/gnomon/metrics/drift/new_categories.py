"""Categories that the reference has not."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import CATEGORIES, metric
from gnomon.sketches.categories import Categories


def new_names(here: Categories, there: Categories) -> list[tuple[str, int]]:
    """The categories of one side that the other lacks, with their counts, most frequent first.

    Args:
        here: At the same shift as `there`. Past 2,048 categories a cell may mix
            several, so these are some of them: a lower bound.
        there: The other side.

    Example:
        >>> new_names(Categories.of(["a", "b", "b", "c"]), Categories.of(["a"]))
        [('b', 2), ('c', 1)]
    """
    names, counts = here.shown(), here.counts.tolist()
    found = [(names[i], counts[i]) for i in np.flatnonzero(~np.isin(here.cells, there.cells)).tolist()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


@metric(
    kinds=CATEGORIES,
    formula="share of current rows whose category the reference has not",
    high=1,
    read="0 is no change; past 2,048 categories a lower bound.",
)
def new_categories_share(pair: Pair) -> float:
    """Share of current rows with a category that the reference has not.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> p = CategorySummary(categories=Categories.of(["JFK", "LGA"], [10, 10]))
        >>> q = CategorySummary(categories=Categories.of(["JFK", "EWR"], [15, 5]))
        >>> new_categories_share(Pair(p, q))
        0.25
    """
    here, there = pair.categories[1], pair.categories[0]
    return sum(count for _, count in new_names(here, there)) / here.total


@metric(
    kinds=CATEGORIES,
    formula="number of categories of the current side that the reference has not",
    read="0 is no change; past 2,048 categories a lower bound.",
)
def new_categories(pair: Pair) -> int:
    """Number of categories that the reference has not.

    Example:
        >>> from gnomon.profiles.category import CategorySummary
        >>> from gnomon.sketches.categories import Categories
        >>> p = CategorySummary(categories=Categories.of(["JFK", "LGA"], [10, 10]))
        >>> q = CategorySummary(categories=Categories.of(["JFK", "EWR"], [15, 5]))
        >>> new_categories(Pair(p, q))
        1
    """
    here, there = pair.categories[1], pair.categories[0]
    return len(new_names(here, there))
