"""What all tests say of windows can be cut, joined and chosen between."""

from __future__ import annotations

import numpy as np
from tests.checks.live import after, changed, judged, learned

from gnomon.checks import measured

DAYS = judged(learned(), after(6, changed(x=lambda i, rng: rng.normal(i, 1, 2000)))).measured


def test_what_is_cut_apart_is_the_same_when_joined() -> None:
    late = measured.since(2, DAYS)
    assert late.rows.shape == (3, 4)
    whole = measured.joined([DAYS, late])
    assert whole.rows.shape == (3, 10)
    np.testing.assert_array_equal(whole.tests["location"].effect[:, 6:], DAYS.tests["location"].effect[:, 2:])
    assert measured.joined([DAYS]) is DAYS


def test_windows_are_chosen_from_either() -> None:
    other = measured.since(0, measured.joined([measured.since(5, DAYS)] * 6))
    chosen = measured.where(np.arange(6) < 2, DAYS, other)
    effect = DAYS.tests["location"].effect
    np.testing.assert_array_equal(chosen.tests["location"].effect[:, :2], effect[:, :2])
    np.testing.assert_array_equal(chosen.tests["location"].effect[:, 2:], effect[:, [5] * 4])


def test_each_resolution_is_judged_once() -> None:
    asked = list[tuple[int, ...]]()

    def judge(key: tuple[int, ...]) -> measured.Measured:
        asked.append(key)
        return DAYS

    shifts = np.array([[0, 0, 1, 1, 0, 0], [0] * 6, [2] * 6])
    assert measured.at_each_shift(shifts, judge).rows.tolist() == DAYS.rows.tolist()
    assert asked == [(0, 0, 2), (1, 0, 2)]
