"""The range of a reference: what lies outside it, and what far."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks.known_range import MOST_TAIL, KnownRange
from gnomon.profiles.number import NumberSummary

INFINITY = float("inf")
RAIN = [0.0] * 90 + [0.1] * 9 + [0.5]
finite = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))


def summary(values: list[float]) -> NumberSummary:
    return NumberSummary.of(np.array(values))


def test_a_light_tail_reaches_one_width_further() -> None:
    known = KnownRange.of(summary(np.linspace(0, 10, 1001).tolist()))
    assert (known.below, known.above) == (pytest.approx(1, abs=0.05), pytest.approx(1, abs=0.05))
    assert known.novel(summary([-1.0, 11.0, 19.0, 21.0, 5.0, INFINITY])) == (5, 2)


def test_a_heavy_tail_may_stretch_once_more_on_its_own_side() -> None:
    known = KnownRange.of(summary(RAIN))
    assert known.novel(summary([1.2, -0.6, 2.9, 3.1])) == (4, 2)


def test_the_stretch_has_an_end() -> None:
    assert KnownRange.of(summary([0.0] * 999 + [1.0])).above == MOST_TAIL
    assert KnownRange.of(summary([0.0] * 98 + [0.1, 0.1, 100.0])).above == MOST_TAIL


def test_without_a_value_everything_is_far() -> None:
    empty = KnownRange.of(NumberSummary())
    assert empty.novel(summary([1.0, INFINITY])) == (2, 2)
    assert (empty.below, empty.above) == (1, 1)


def test_one_value_has_no_width() -> None:
    assert KnownRange.of(summary([3.0] * 10)).novel(summary([3.0, 3.5, 2.0])) == (2, 2)


def test_each_window_is_held_against_the_others() -> None:
    windows = [summary(values) for values in ([0.0, 5.0, 6.0], [1.0, 30.0], [2.0, 3.0], [])]
    known = KnownRange(0.0, 30.0)
    assert known.left_out(windows) == [(1, 0), (1, 1), (0, 0), (0, 0)]


def test_a_single_window_teaches_nothing_but_its_infinities() -> None:
    known = KnownRange(0.0, 1.0)
    assert known.left_out([summary([0.0, INFINITY])]) == [(1, 1)]
    assert known.left_out([summary([0.0, INFINITY]), summary([])]) == [(1, 1), (0, 0)]


@given(st.lists(finite, min_size=1, max_size=50), st.lists(finite, max_size=20))
def test_what_is_far_is_outside_and_counts_do_not_depend_on_order(reference: list[float], now: list[float]) -> None:
    known = KnownRange.of(summary(reference))
    outside, far = known.novel(summary(now))
    assert 0 <= far <= outside == sum(not min(reference) <= x <= max(reference) for x in now)
    assert known.novel(summary(now[::-1])) == (outside, far)
    assert 1 <= min(known.below, known.above) and max(known.below, known.above) <= MOST_TAIL
