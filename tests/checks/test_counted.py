"""Tallies side by side."""

from __future__ import annotations

import numpy as np

from gnomon.checks.counted import counts
from gnomon.checks.tally import Tally

SHIFTS, SIZES = np.array([0, 0]), np.array([2, 1])


def tally(*numbers: int, shifts: tuple[int, int] = (0, 0), sizes: tuple[int, int] = (2, 1)) -> Tally:
    return Tally(np.array(shifts), np.array(sizes), np.array(numbers))


ONE = tally(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
COARSE = tally(9, 9, 9, 3, 4, 5, 6, 7, 8, 9, 10, 11, shifts=(2, 0), sizes=(3, 1))


def test_cells_stand_in_front_and_the_rest_where_it_belongs() -> None:
    found = counts([ONE], SHIFTS, SIZES, lambda _: None)
    assert found.values[:, 0].tolist() == [[1, 2], [7, 0]]
    assert [part[:, 0].tolist() for part in (found.missing, found.novel, found.far, found.rows)] == [
        [3, 8], [4, 9], [5, 10], [6, 11],
    ]  # fmt: skip


def test_of_a_coarser_tally_only_the_rest_is_known_in_that_column() -> None:
    found = counts([ONE, COARSE], SHIFTS, SIZES, lambda _: None)
    assert found.values[:, 1].tolist() == [[0, 0], [7, 0]]
    assert found.rows[:, 1].tolist() == [6, 11]


def test_a_finer_tally_is_counted_anew_if_it_can_be() -> None:
    sizes = np.array([3, 1])
    asked = list[int]()

    def recount(t: int) -> Tally:
        asked.append(t)
        return COARSE

    found = counts([COARSE, ONE], np.array([2, 0]), sizes, recount)
    assert asked == [1]
    assert found.values[:, 1].tolist() == [[9, 9, 9], [7, 0, 0]]
    left = counts([ONE], np.array([2, 0]), sizes, lambda _: None)
    assert left.values[:, 0].tolist() == [[0, 0, 0], [7, 0, 0]]


def test_without_windows_there_is_nothing() -> None:
    assert counts([], SHIFTS, SIZES, lambda _: None).rows.shape == (2, 0)
