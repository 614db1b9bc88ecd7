"""Quantile bands: where a number lay in each window, over the reference."""

from __future__ import annotations

import re

import pytest
from tests.charts.every import six_days
from tests.charts.sides import day, names, normal, numbers

from gnomon.charts.over_time import OverTime
from gnomon.charts.quantile_bands import LEVELS, QuantileBands, quantile_bands
from gnomon.charts.timeline import Timeline
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary


def chart(*sides: Summary | None, reference: Summary | None = None) -> QuantileBands:
    line = Timeline(tuple(day(i) for i in range(len(sides))))
    made = quantile_bands(OverTime("x", line, sides, (None,) * len(sides)), reference)
    assert made is not None
    return made


def test_the_quantiles_are_those_of_the_summaries() -> None:
    side = normal(3, seed=1)
    made = chart(side, reference=normal(0))
    assert made.quantiles == (tuple(side.quantile(q) for q in LEVELS),)
    assert made.reference == tuple(normal(0).quantile(q) for q in LEVELS)
    assert made.table().rows == (("1 Jan 2013", *made.quantiles[0], None),)


def test_no_line_crosses_a_missing_window() -> None:
    made = quantile_bands(six_days(), normal(0))
    assert made is not None
    found = re.search(r'class="c" d="([^"]*)"', made.svg())
    assert found is not None
    assert found[1].count("M") == 2


def test_it_says_where_the_median_went_and_when() -> None:
    made = chart(numbers(1, 2, 3), numbers(nulls=2), numbers(7, 8, 9), reference=numbers(5))
    assert made.sentence == ("x per window: median 2 (1 Jan) to 8 (3 Jan), reference 5; violation in 0 of 3 windows.")
    assert made.table().rows[1][1:6] == (None,) * 5


def test_violations_are_counted_and_marked() -> None:
    made = quantile_bands(six_days(), normal(0))
    assert made is not None
    assert made.sentence.endswith("violation in 2 of 5 windows.")
    assert made.svg().count('href="#v"') == 2


def test_an_unknown_reference_is_no_rule() -> None:
    svg = chart(normal(0)).svg()
    assert 'class="rr"' not in svg
    assert 'class="rr"' in chart(normal(0), reference=normal(1)).svg()


def test_one_value_has_room_around_it() -> None:
    low, high = chart(numbers(5, 5))._domain()
    assert low < 5 < high


def test_times_are_dates() -> None:
    made = chart(TimeSummary(numbers(0.0, 86_400e6, 2 * 86_400e6)))
    assert "median 2 Jan (1 Jan)" in made.sentence


@pytest.mark.parametrize("side", [names(a=1), numbers(nulls=3), None])
def test_what_has_no_quantiles_has_no_chart(side: Summary | None) -> None:
    assert quantile_bands(OverTime("x", Timeline((day(0),)), (side,), (None,)), None) is None


def test_no_values_but_in_the_reference_is_said() -> None:
    assert chart(numbers(nulls=1), reference=numbers(1)).sentence == "x: no values in any window."
