"""Distribution over time as a heat map: shares of each window on one set of bins."""

from __future__ import annotations

import re

import numpy as np
import pytest
from tests.charts.every import six_days
from tests.charts.sides import START, day, days, names, normal, numbers

from gnomon.charts.heat_map import BINS, NAMES, HeatMap, heat_map
from gnomon.charts.over_time import OverTime
from gnomon.charts.timeline import Timeline
from gnomon.profiles.null import NullSummary
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary


def over(*sides: Summary | None) -> OverTime:
    """A column over as many days."""
    return OverTime("x", Timeline(tuple(day(i) for i in range(len(sides)))), sides, (None,) * len(sides))


def chart(over_days: OverTime, reference: Summary | None = None) -> HeatMap:
    made = heat_map(over_days, reference)
    assert made is not None
    return made


def test_every_window_with_values_is_a_whole() -> None:
    made = chart(six_days(), normal(0))
    assert made.cells.shape == (5, len(made.names))
    assert len(made.names) <= 2 * BINS
    assert made.cells.sum(axis=1) == pytest.approx(1)
    assert made.reference.sum() == pytest.approx(1)
    assert len(made.edges) == len(made.names) + 1


def test_a_window_without_values_is_a_gap_not_a_zero() -> None:
    made = chart(over(numbers(1, 2), numbers(nulls=3), None, numbers(2, 3)))
    assert np.isfinite(made.cells).all(axis=1).tolist() == [True, False, False, True]
    assert {row[0] for row in made.table().rows} == {"1 Jan 2013", "4 Jan 2013"}
    assert made.reference.tolist() == [0.0] * len(made.names)


def test_the_ten_most_frequent_names_and_the_others() -> None:
    counts = {f"n{i:02d}": 100 - i for i in range(14)}
    made = chart(over(names(**counts), names(n13=1)), names(n00=1))
    assert made.names[:2] == ("n00", "n01")
    assert (made.names[-1], len(made.names)) == ("4 others", NAMES + 1)
    assert made.cells.sum(axis=1) == pytest.approx(1)
    assert made.cells[1].tolist() == [0.0] * NAMES + [1.0]
    assert len(made.edges) == 0
    assert made.sentence.startswith("x per window: most in 4 others at first, in 4 others at last;")


def test_it_says_where_most_was_first_and_last() -> None:
    made = chart(over(names(a=9, b=1), names(a=1, b=9)))
    assert made.sentence == "x per window: most in a at first, in b at last; violation in 0 of 2 windows."


def test_neighbours_in_time_are_one_rectangle_and_a_gap_parts_them() -> None:
    together = chart(over(names(a=1), names(a=1), names(a=1)))
    assert re.findall(r'class="d4" d="([^"]*)"', together.svg()) == ["M0 0h1000v1h-1000z"]
    series = days([0, None, 0])
    parted = OverTime("x", Timeline(series.windows), (names(a=1), names(a=1)), (None, None))
    assert re.findall(r'class="d4" d="([^"]*)"', chart(parted).svg()) == ["M0 0h333v1h-333zM667 0h333v1h-333z"]


def test_numbers_rise_upwards_and_names_run_downwards() -> None:
    low, high = numbers(*[0.0] * 9, 100.0), numbers(0.0, *[100.0] * 9)
    made = chart(over(low, high))
    rows = re.findall(r'class="d4" d="([^"]*)"', made.svg())[0]
    assert rows.index(f"M0 {len(made.names) - 1}") >= 0
    assert "M500 0" in rows


def test_times_have_bins_of_time() -> None:
    first = START.timestamp() * 1e6
    sides = [TimeSummary(numbers(*(first + 86_400e6 * d for d in range(i, i + 40)))) for i in (0, 20)]
    made = chart(over(*sides))
    assert made.is_time
    assert any("Jan" in name for name in made.names)


def test_a_spec_draws_only_what_is_there() -> None:
    made = chart(over(names(a=1), names(b=1)))
    (rows,) = made.spec().to_dict()["datasets"].values()
    assert [(row["bin"], row["share"]) for row in rows] == [("a", 1.0), ("b", 1.0)]


def test_mixed_kinds_and_nothing_have_no_chart() -> None:
    assert heat_map(over(numbers(1), names(a=1)), None) is None
    assert heat_map(over(None, NullSummary(3), numbers(nulls=2)), None) is None
