"""Changed formats."""

from __future__ import annotations

import pytest

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.format_change import format_change
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.null import NullSummary
from gnomon.sketches.categories import Categories


def shaped(shapes: list[str], counts: list[int]) -> CategorySummary:
    return CategorySummary(categories=Categories.of(["x"], [sum(counts)]), shapes=Categories.of(shapes, counts))


def test_it_is_the_largest_move_of_one_shape() -> None:
    pair = Pair(shaped(["9-9-9", "A"], [8, 2]), shaped(["9-9-9", "9/9/9", "A"], [3, 5, 2]))
    assert format_change(pair) == pytest.approx(0.5)


def test_it_is_known_for_ids_whose_values_are_not_compared() -> None:
    ids = CategorySummary(categories=Categories.of(["a1", "a2"]), shapes=Categories.of(["a9"], [2]))
    assert format_change(Pair(ids, ids)) == 0.0


def test_without_strings_there_is_no_shape() -> None:
    assert format_change(Pair(shaped(["A"], [2]), NullSummary(2))) is None
