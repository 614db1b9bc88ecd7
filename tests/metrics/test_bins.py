"""Common bins are what the raw rows give at the common shift."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.metrics.examples import SHIFTS, VALUES, coarse

from gnomon.metrics import bins
from gnomon.profiles.number import NumberSummary
from gnomon.sketches.histogram import Histogram, ordered_keys


@given(VALUES, VALUES, SHIFTS, SHIFTS)
def test_common_bins_hold_the_raw_rows(a: np.ndarray, b: np.ndarray, shift_a: int, shift_b: int) -> None:
    found = bins.common(coarse(a, shift_a), coarse(b, shift_b))
    shift = max(shift_a, shift_b)
    keys = np.unique(ordered_keys(np.concatenate((a, b))) >> shift)
    for rows, counts in ((a, found.reference), (b, found.current)):
        assert counts.tolist() == [int((ordered_keys(rows) >> shift == key).sum()) for key in keys]
    assert found.shift == shift
    every = np.concatenate((a, b)) + 0.0
    place = np.searchsorted(keys, ordered_keys(every) >> shift)
    assert (found.lows[place] <= every).all()
    assert (every <= found.highs[place]).all()
    off = np.abs(every - found.values[place])
    assert (off <= found.widths[place] / 2 + np.spacing(np.abs(found.values[place]))).all()
    assert (np.diff(found.values) >= 0).all()
    assert found.is_exact == (not found.widths.any())


def test_a_bin_of_one_value_is_that_value_and_has_no_width() -> None:
    found = bins.common(NumberSummary.of(np.array([0.1, 0.3])), NumberSummary.of(np.array([0.3])))
    assert found.values.tolist() == [0.1, 0.3]
    assert found.widths.tolist() == [0.0, 0.0]


def test_a_bin_is_clipped_to_what_both_sides_hold() -> None:
    side = coarse(np.array([4.5, 5.5]), 52)
    found = bins.common(side, side)
    assert (found.lows.tolist(), found.highs.tolist(), found.values.tolist()) == ([4.5], [5.5], [5.0])


def test_an_empty_side_has_no_rows_in_any_bin() -> None:
    found = bins.common(NumberSummary(nulls=3), NumberSummary.of(np.array([1.0, 2.0])))
    assert found.reference.tolist() == [0, 0]
    assert len(bins.common(NumberSummary(), NumberSummary()).values) == 0


@given(VALUES, st.floats(-100, 100), st.floats(0, 100))
def test_rows_outside_are_counted_exactly_while_values_are_known(rows: np.ndarray, low: float, width: float) -> None:
    high = low + width
    expected = (int((rows < low).sum()), int((rows > high).sum()))
    assert bins.outside(NumberSummary.of(rows), low, high) == expected


@given(VALUES, SHIFTS, st.floats(-100, 100), st.floats(0, 100))
def test_rows_outside_are_a_lower_bound_past_that(rows: np.ndarray, shift: int, low: float, width: float) -> None:
    below, above = bins.outside(coarse(rows, shift), low, low + width)
    assert (rows < low).any() <= below <= (rows < low).sum()
    assert (rows > low + width).any() <= above <= (rows > low + width).sum()


def test_bounds_that_are_no_values_count_nobody_outside() -> None:
    side = NumberSummary(histogram=Histogram.of(np.array([5.0])), low=0.0, high=9.0, bounds_exact=False)
    assert bins.outside(side, 4.0, 6.0) == (0, 0)
    assert bins.outside(NumberSummary(), 4.0, 6.0) == (0, 0)


def test_the_ends_of_the_line_overflow_without_a_warning_in_a_metric() -> None:
    side = NumberSummary.of(np.array([-1.7e308, 1.7e308]))
    with np.errstate(over="ignore"):
        assert bins.common(side, side).steps.tolist() == [np.inf]


def test_shares_at_or_below_end_at_one() -> None:
    found = bins.common(NumberSummary.of(np.array([1.0, 2.0, 2.0])), NumberSummary.of(np.array([2.0])))
    assert found.below[0].tolist() == pytest.approx([1 / 3, 1])
    assert found.gaps.tolist() == pytest.approx([1 / 3, 0])
