"""One side of a comparison: its name, its rows and its dates."""

from __future__ import annotations

from tests.charts.sides import days

from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window
from gnomon.reports.side import Side


def test_it_knows_its_dates() -> None:
    series = days([0.0, 0.0, 0.0])
    span = Window(series.windows[0].start, series.windows[-1].end).full_name
    assert Side("a", 330, series.total, series).span == span
    assert Side("a", 330, series.total, start="1 Jan", end="1 Jan").span == "1 Jan"
    assert Side("a", 330, series.total, start="1 Jan", end="3 Jan").span == "1 Jan – 3 Jan"
    assert Side("a", 330, series.total, start="1 Jan").span == "1 Jan"
    assert Side("a", 330, series.total).span == ""


def test_its_window_reaches_over_gaps() -> None:
    series = days([0.0, None, 0.0])
    assert Side("a", 220, series.total, series).window == Window(series.windows[0].start, series.windows[-1].end)


def test_a_series_without_windows_has_none() -> None:
    empty = days([])
    assert Side("a", 0, empty.total, empty).window is None
    assert Side("a", 0, Profile()).window is None


def test_a_column_it_lacks_has_no_summary() -> None:
    side = Side("a", 110, days([0.0]).total)
    assert side.summary("y") is None
    assert side.summary("x") == side.profile["x"]
