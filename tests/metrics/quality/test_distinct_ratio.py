"""The distinct ratio."""

from __future__ import annotations

import numpy as np
from tests.metrics.examples import lines

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.distinct_ratio import distinct_ratio
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.number import NumberSummary
from gnomon.sketches.categories import Categories


def test_a_key_has_one_and_a_code_little() -> None:
    ids = CategorySummary(nulls=4, categories=Categories.of(["a", "b", "c"]))
    assert distinct_ratio(Pair(ids, ids)) == 1.0
    assert distinct_ratio(lines([1], [1, 1, 2, 2])) == 0.5


def test_numbers_past_what_is_known_and_sides_without_values_have_none() -> None:
    many = NumberSummary.of(np.arange(5000.0))
    assert distinct_ratio(Pair(many, many)) is None
    assert distinct_ratio(Pair(many, NumberSummary(nulls=1))) is None
