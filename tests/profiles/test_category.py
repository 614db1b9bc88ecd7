"""Strings past the exact limit are still counted, their distinct values within the stated error."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from gnomon.errors import SubtractionError
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.text import summarise_text
from gnomon.profiles.text_hash import hashes
from gnomon.sketches.categories import Categories
from gnomon.sketches.resolution import K


def summarised(values: list[str | None]) -> CategorySummary:
    text = pl.Series("x", values, dtype=pl.String)
    return summarise_text(text, hashes(text))


@pytest.mark.parametrize("distinct", [0, 1, 5, K - 1, K])
def test_distinct_values_are_counted_exactly_up_to_the_limit(distinct: int) -> None:
    made = summarised([f"v{i}" for i in range(distinct)] * 2)
    assert (made.distinct, made.distinct_exact) == (distinct, True)


@pytest.mark.parametrize("distinct", [K + 1, 5000, 40_000])
def test_distinct_values_past_the_limit_are_estimated_within_four_standard_errors(distinct: int) -> None:
    made = summarised([f"v{i}" for i in range(distinct)])
    assert not made.distinct_exact
    assert abs(made.distinct - distinct) <= 4 * made.sample.standard_error
    assert made.sample.standard_error <= 0.05 * distinct


def test_the_most_frequent_values_come_first_with_their_counts() -> None:
    made = summarised(["b"] * 3 + ["a"] * 3 + ["c"] + [None])
    assert made.top(2) == [("a", 3), ("b", 3)]
    assert made.top() == [("a", 3), ("b", 3), ("c", 1)]


def test_counts_of_cells_past_the_limit_add_up_to_the_rows() -> None:
    rng = np.random.default_rng(1)
    made = summarised([f"v{i}" for i in rng.integers(0, 9000, 20_000)])
    assert made.categories.total == made.count == 20_000
    assert any(name.endswith(" and others") for name, _ in made.top(5))


def test_lengths_words_and_shapes_leave_with_the_values() -> None:
    whole, part = summarised(["a b", "", "Zürich", None]), summarised(["a b", None])
    left = whole - part
    assert (left.rows, left.nulls, left.empties, left.count) == (2, 0, 1, 2)
    assert left.lengths.lows().tolist() == [0, 6]
    assert left.words.lows().tolist() == [0, 1]
    assert sorted(left.shapes.top()) == [("", 1), ("Aa", 1)]


@pytest.mark.parametrize("other", [["b"], ["a", "a"], [""], [None, None], [None]])
def test_what_was_never_added_cannot_be_taken_away(other: list[str | None]) -> None:
    with pytest.raises(SubtractionError):
        summarised(["a"]) - summarised(other)


def test_a_summary_without_values_has_no_distinct_ones() -> None:
    assert (summarised([None]).distinct, CategorySummary().distinct) == (0, 0)
    assert CategorySummary(categories=Categories.of(["a"], [2])).count == 2
    assert math.isclose(summarised(["a"]).sample.estimate(), 1)


def test_no_more_values_are_estimated_than_there_are_rows() -> None:
    for seed in range(5):
        made = summarised([f"{seed}-{i}" for i in range(3000)])
        assert made.distinct <= 3000
