"""Cuts: a window in the cells of a reference."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.checks.tables import PORTS, TEMPS, profile

from gnomon.checks import column, cuts
from gnomon.checks.column import Column
from gnomon.checks.cuts import CategoryCut, NumberCut, Uncut
from gnomon.checks.side import Side
from gnomon.profiles.summary import Summary


def of(reference: Any, role: str = "feature") -> Column:
    made = profile({"x": reference}, {"x": role})
    return column.of("x", Side.of(made))


def side(values: Any) -> Summary:
    return profile({"x": values})["x"]


def test_a_row_is_the_cells_then_missing_novel_far_and_all() -> None:
    cut = cuts.cut(of(np.arange(100.0)), 0)
    assert isinstance(cut, NumberCut)
    assert cut.size == 10
    row = cut.row(side([5.0, 5.0, 150.0, 999.0, None, float("inf")]))
    assert row == [2, *[0] * 8, 2, 1, 3, 2, 6]


def test_a_coarser_window_has_empty_cells() -> None:
    cut = cuts.cut(of(np.arange(100.0)), 0)
    fine = side(np.random.default_rng(0).uniform(0, 99, 5000))
    assert cut.shift_of(fine) > cut.shift
    assert cut.row(fine)[:-4] == [0] * cut.size
    assert cut.row(fine)[-1] == 5000


def test_names_that_the_reference_lacks_are_novel_and_of_a_lone_one_the_commonest_is_far() -> None:
    cut = cuts.cut(of(PORTS), 0)
    assert isinstance(cut, CategoryCut)
    assert cut.row(side(["JFK", "new", "new", "newer", None]))[-4:] == [1, 3, 2, 5]


def test_values_of_ids_are_not_counted() -> None:
    cut = cuts.cut(of(["a", "b"], "id"), 0)
    assert isinstance(cut, Uncut)
    assert (cut.row(side(["a", None])), cut.shift_of(side(["a"]))) == ([0, 1, 0, 0, 2], 0)
    assert cuts.least_shift(of(["a", "b"], "id")) == 0


def test_against_a_reference_of_nulls_every_value_is_novel_of_whatever_kind() -> None:
    cut = cuts.cut(of([None, None]), 0)
    for values in ([1.5, 2.5, None], ["a", "b", None], [True, False, None]):
        assert cut.row(side(values)) == [2 if values[0] == 1.5 else 0, 1, 2, 2, 3]


def test_the_least_shift_is_the_references_own() -> None:
    assert cuts.least_shift(of(TEMPS)) == side(TEMPS).histogram.shift > 0
    assert cuts.least_shift(of(PORTS)) == 0
