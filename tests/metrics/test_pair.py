"""A pair and its views."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from tests.metrics.examples import coarse, lines, mix

from gnomon.errors import SchemaError
from gnomon.metrics.pair import Pair
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary
from gnomon.sketches.categories import Categories


def test_two_kinds_cannot_be_compared() -> None:
    with pytest.raises(SchemaError, match="a flag column cannot be compared with a number column"):
        Pair(NumberSummary(), FlagSummary())


def test_a_column_of_nulls_goes_with_any_kind() -> None:
    number = NumberSummary.of(np.array([1.0]))
    assert Pair(NullSummary(2), number).kind == "number"
    assert Pair(number, NullSummary(2)).kind == "number"
    assert Pair(NullSummary(1), NullSummary(2)).kind == "null"
    assert not Pair(number, NullSummary(2)).has_values
    assert Pair(number, NullSummary(2)).has_rows
    assert not Pair(number, NullSummary(0)).has_rows


def test_the_cells_of_an_empty_current_side_are_those_of_the_reference() -> None:
    pair = Pair(lines([1, 2, 3], [1]).reference, NumberSummary(nulls=2))
    assert [(cell.reference, cell.current) for cell in pair.cells] == [(1, 0), (1, 0), (1, 0)]
    assert [cell.label for cell in Pair(NullSummary(1), NullSummary(1)).cells] == ["all values"]


def test_a_string_that_is_hardly_ever_seen_twice_has_no_values_to_compare() -> None:
    ids = CategorySummary(categories=Categories.of([f"id {i}" for i in range(30)], [4] * 30))
    carriers = CategorySummary(categories=Categories.of([f"c {i}" for i in range(20)], [5] * 20))
    assert Pair(ids, carriers).is_high_cardinality
    assert not Pair(ids, carriers).has_values
    assert Pair(carriers, ids).has_values


def test_cells_are_cut_on_the_reference_at_the_shift_of_the_coarser_side() -> None:
    rows = np.linspace(1, 2, 300)
    pair = Pair(NumberSummary.of(rows), coarse(rows, 46))
    assert pair.number_cells.shift == 46
    assert pair.counts[0].tolist() == pair.counts[1].tolist()
    assert not pair.is_exact


def test_times_are_told_by_the_day_when_all_edges_are_midnights_else_to_the_second() -> None:
    day = 86_400e6
    days = TimeSummary(NumberSummary.of(np.arange(3.0) * day))
    assert [cell.label for cell in Pair(days, days).cells] == ["1970-01-01", "1970-01-02", "1970-01-03"]
    hours = TimeSummary(NumberSummary.of(np.arange(3.0) * day / 24))
    assert [cell.label for cell in Pair(hours, hours).cells][1] == "1970-01-01 01:00:00"
    assert Pair(hours, hours).unit == 1e6
    far = TimeSummary(NumberSummary.of(np.array([0.0, 1e300])))
    assert [cell.label for cell in Pair(far, far).cells][1] == "beyond the calendar"
    assert days.max == datetime(1970, 1, 3, tzinfo=UTC)


def test_vectors_are_compared_by_norm_or_by_length_where_a_side_has_no_norm() -> None:
    lengths, norms = lines([2, 2], [1.5, 2.5]).numbers
    full, bare = VectorSummary(lengths=lengths, norms=norms), VectorSummary(lengths=lengths)
    assert Pair(full, full).numbers == (norms, norms)
    assert Pair(full, bare).numbers == (lengths, lengths)


def test_flags_are_categories() -> None:
    pair = Pair(FlagSummary(trues=3), FlagSummary(falses=1, trues=1))
    assert [(cell.label, cell.reference, cell.current) for cell in pair.cells] == [("true", 3, 1), ("false", 0, 1)]
    assert pair.is_exact


def test_noise_is_the_variance_of_a_difference_of_both_sides() -> None:
    assert mix([10, 10], [3, 2]).noise == pytest.approx(1 / 20 + 1 / 5)


def test_the_top_share_is_of_all_rows() -> None:
    reference = NumberSummary.of(np.array([1.0, 1.0, 2.0]), nulls=1)
    assert Pair(reference, NumberSummary()).top_shares == (0.5, 0.0)
    assert mix([3, 1], [2, 2]).top_shares == (0.75, 0.5)


def test_infinities_lie_in_no_cell() -> None:
    side = NumberSummary.of(np.array([np.inf, -np.inf, 1.0, 2.0]))
    assert sum(cell.reference for cell in Pair(side, side).cells) == 2
