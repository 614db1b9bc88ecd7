"""Stretches merge the last windows that have data, and know which those are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks import stretches
from gnomon.profiles.windows import Window


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=1, max_size=30), st.sampled_from([1, 2, 4, 8]))
def test_sums_are_those_of_the_last_windows_with_data(windows: list[tuple[bool, int]], length: int) -> None:
    has = np.array([[flag for flag, _ in windows]])
    x = np.array([[float(value) if flag else 0.0 for flag, value in windows]])
    found = stretches.ending(has, np.arange(len(windows)), length)
    sums = found.sums(x)
    sums_of_cells = found.sums(np.stack((x, 2 * x), axis=2))
    for t in range(len(windows)):
        last = [i for i in range(t + 1) if has[0, i]][-length:]
        full = bool(has[0, t]) and len(last) == length and t - last[0] < 2 * length
        assert found.full[0, t] == full
        if full:
            assert sums[0, t] == sum(x[0, i] for i in last)
            assert sums_of_cells[0, t].tolist() == [sums[0, t], 2 * sums[0, t]]


def test_a_stretch_does_not_reach_over_a_long_gap() -> None:
    found = stretches.ending(np.ones((1, 3), bool), np.array([0, 1, 9]), 2)
    assert found.full.tolist() == [[False, True, False]]


def test_levels_double_until_a_material_change_is_seen() -> None:
    assert stretches.levels(10_000, 0.1, 32) == (1,)
    assert stretches.levels(1_000, 0.1, 32) == (1, 2, 4)
    assert stretches.levels(1, 0.1, 32) == (1, 2, 4, 8, 16, 32)
    assert stretches.levels(1, 0.1, 3) == (1, 2)


def test_a_mean_of_independent_windows_varies_less_by_their_number() -> None:
    np.testing.assert_allclose(stretches.factor(4, np.array([0.0])), [0.25])
    assert stretches.factor(4, np.array([0.9]))[0] > 0.8


def test_absent_windows_leave_gaps_also_when_months_differ_in_length() -> None:
    months = [datetime(2013, month, 1, tzinfo=UTC) for month in range(1, 8)]
    windows = [Window(a, b) for a, b in pairwise(months)]
    assert stretches.places(windows).tolist() == [0, 1, 2, 3, 4, 5]
    assert stretches.places([windows[0], windows[3]]).tolist() == [0, 3]
    assert stretches.places([]).tolist() == [0]
    hours = [Window(months[0] + timedelta(hours=h), months[0] + timedelta(hours=h + 1)) for h in (0, 1, 5)]
    assert stretches.places(hours).tolist() == [0, 1, 5]
