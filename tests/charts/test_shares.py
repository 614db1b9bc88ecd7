"""Bars: mass is neither lost nor invented, and exact where buckets nest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.sides import names, normal, numbers

from gnomon.charts import shares
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.time import TimeSummary

FLOATS = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(FLOATS, min_size=1, max_size=60), st.lists(FLOATS, min_size=2, max_size=9, unique=True))
def test_mass_of_few_values_is_that_of_the_rows(values: list[float], edges: list[float]) -> None:
    inner = np.array(sorted(edges))
    side = NumberSummary.of(np.array(values))
    cells = np.searchsorted(inner[1:-1], np.array(values) + 0.0, side="right")
    expected = np.bincount(cells, minlength=len(inner) - 1)
    assert shares.mass(side, inner).tolist() == expected.tolist()


@given(st.integers(0, 1000), st.floats(0.1, 50))
def test_mass_is_neither_lost_nor_invented(seed: int, width: float) -> None:
    side = NumberSummary.of(np.random.default_rng(seed).standard_cauchy(5000) * width)
    edges = shares.equal_edges([side])
    found = shares.mass(side, edges)
    assert found.sum() == pytest.approx(5000)
    assert (found >= 0).all()


def test_mass_past_2048_values_is_near_that_of_the_rows() -> None:
    values = np.random.default_rng(1).normal(0, 1, 100_000)
    side = NumberSummary.of(values)
    assert not side.histogram.is_exact
    edges = shares.equal_edges([side])
    exact = np.bincount(np.searchsorted(edges[1:-1], values, side="right"), minlength=len(edges) - 1)
    heaviest = side.histogram.counts.max()
    assert np.abs(shares.mass(side, edges) - exact).max() <= heaviest


def test_a_cell_that_begins_where_a_bucket_begins_is_exact() -> None:
    values = np.random.default_rng(2).normal(0, 1, 50_000)
    side = NumberSummary.of(values)
    lows = side.histogram.lows()[[0, 400, 800, 1200, -1]]
    exact = np.bincount(np.searchsorted(lows[1:-1], values, side="right"), minlength=4)
    assert shares.mass(side, lows).tolist() == exact.tolist()


def test_few_values_get_a_bar_each() -> None:
    both = shares.of(numbers(1, 1, 2), numbers(2, 3))
    assert both is not None
    assert both.axis == "values"
    assert both.names == ("1", "2", "3")
    assert both.reference.tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    assert both.current.tolist() == [0, 0.5, 0.5]


def test_many_values_get_at_most_30_cells_of_one_width() -> None:
    both = shares.of(normal(0), normal(3, seed=1))
    assert both is not None
    assert both.axis == "edges"
    assert 10 <= len(both) <= 30
    assert np.allclose(np.diff(both.places), both.places[1] - both.places[0])
    assert both.reference.sum() == pytest.approx(1)
    assert both.current.sum() == pytest.approx(1)


def test_integers_never_alternate_like_a_comb() -> None:
    side = NumberSummary.of(np.arange(0.0, 2000.0))
    inner = shares.mass(side, shares.equal_edges([side]))[1:-1]
    assert len(set(inner.tolist())) == 1


def test_names_are_in_the_order_of_the_reference_and_the_small_ones_are_counted() -> None:
    counts = {f"n{i:02d}": 100 - i for i in range(30)}
    both = shares.of(names(**counts), names(new=5))
    assert both is not None
    assert both.names[:2] == ("n00", "n01")
    assert "new" in both.names
    assert (len(both), both.others) == (shares.MOST_NAMES, 7)


@pytest.mark.parametrize(
    ("reference", "current"),
    [(None, None), (NullSummary(3), None), (numbers(), numbers()), (numbers(1), names(a=1))],
)
def test_nothing_to_draw_is_none(reference: NumberSummary, current: NumberSummary) -> None:
    assert shares.of(reference, current) is None


def test_one_empty_side_is_drawn_as_nothing() -> None:
    both = shares.of(numbers(1, 2), NullSummary(2))
    assert both is not None
    assert both.current.tolist() == [0, 0]


def test_times_are_named_by_their_day() -> None:
    day = 86_400_000_000
    both = shares.of(TimeSummary(numbers(0, day)), TimeSummary(numbers(day)))
    assert both is not None
    assert both.names == ("1 Jan", "2 Jan")


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=60), st.integers(10, 40))
def test_edges_are_few_rise_and_lose_no_value(values: list[float], most: int) -> None:
    side = NumberSummary.of(np.array(values))
    edges = shares.equal_edges([side], most=most)
    assert 3 <= len(edges) <= most + 2
    assert np.isfinite(edges[-1] - edges[0])
    assert edges[-1] > edges[0]
    assert (np.diff(edges) >= 0).all()
    assert shares.mass(side, edges).sum() == pytest.approx(len(values))


@pytest.mark.parametrize("value", [0.0, 1e308, -1e308, 5e-324, 1e-300])
def test_extreme_values_are_drawn(value: float) -> None:
    spread = np.concatenate([np.linspace(0, value, 50), [value] * 3])
    both = shares.of(NumberSummary.of(spread), NumberSummary.of(spread))
    assert both is not None
    assert both.reference.sum() == pytest.approx(1)
