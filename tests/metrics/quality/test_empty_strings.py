"""Empty strings."""

from __future__ import annotations

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.empty_strings import empty_share
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.null import NullSummary
from gnomon.sketches.categories import Categories


def test_empty_strings_are_a_share_of_all_rows() -> None:
    side = CategorySummary(nulls=1, categories=Categories.of(["", "a"], [2, 1]), empties=2)
    assert empty_share(Pair(CategorySummary(), side)) == 0.5
    assert empty_share(Pair(side, NullSummary(3))) == 0.0
