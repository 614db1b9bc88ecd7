"""One side: a profile is its own window; too few windows are one side without any."""

from __future__ import annotations

from tests.checks.tables import TEMPS, normal, profile, series

from gnomon.checks.side import Side


def test_a_profile_is_its_only_window_and_a_series_has_its_own() -> None:
    one = profile({"x": TEMPS})
    assert Side.of(one).profiles == (one,)
    assert Side.of(one).windows == ()
    days = series(3, normal(50))
    assert Side.of(days).windows == days.windows
    assert Side.of(days).total == days.total


def test_left_out_windows_are_gone_from_the_whole_as_well() -> None:
    days = series(4, normal(50))
    left = Side.of(days).without(days.windows[:1])
    assert left.windows == days.windows[1:]
    assert left.total.rows == 150


def test_one_window_that_is_left_teaches_nothing() -> None:
    days = series(3, normal(50))
    left = Side.of(days).without(days.windows[:2])
    assert (left.windows, left.total.rows, len(left.profiles)) == ((), 50, 1)


def test_without_rows_there_is_still_one_side() -> None:
    empty = Side.of(series(0, normal(50)))
    assert (empty.windows, empty.total.rows, len(empty.profiles)) == ((), 0, 1)
