"""Missing share over time: since when values do not come."""

from __future__ import annotations

import math
import re

import pytest
from tests.charts.every import six_days
from tests.charts.sides import day, names, numbers

from gnomon.charts.missing import Missing, missing
from gnomon.charts.over_time import OverTime
from gnomon.charts.timeline import Timeline
from gnomon.profiles.null import NullSummary
from gnomon.profiles.summary import Summary


def chart(*sides: Summary | None, reference: Summary | None = None) -> Missing:
    line = Timeline(tuple(day(i) for i in range(len(sides))))
    return missing(OverTime("x", line, sides, (None,) * len(sides)), reference)


def test_it_is_a_share_of_rows() -> None:
    assert missing(six_days(), None).table().rows[0] == ("1 Jan 2013", pytest.approx(10 / 110))


def test_nan_is_missing_in_numbers_and_all_is_in_nulls() -> None:
    made = chart(numbers(1, math.nan, nulls=2), NullSummary(5), names(a=1))
    assert made.shares == (0.75, 1.0, 0.0)


def test_the_worst_is_named_the_first_of_equals() -> None:
    made = chart(numbers(1), numbers(1, nulls=1), numbers(1, nulls=1), reference=numbers(1, 2, 3, nulls=1))
    said = made.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "x is missing in 50 % of rows at most (2 Jan), 25 % in the reference."


def test_a_window_without_rows_is_a_gap() -> None:
    made = chart(numbers(), None, numbers(1, nulls=1))
    assert [row[1] for row in made.table().rows] == [None, None, 0.5]
    bars = re.search(r'class="m" d="([^"]*)"', made.svg())
    assert bars is not None
    assert bars[1].count("M") == 1


def test_no_rows_at_all_are_said() -> None:
    assert chart(None, None).sentence == "x: no rows in any window."


def test_little_that_is_missing_looks_like_little() -> None:
    made = chart(numbers(*range(999), nulls=1))
    assert made._top() == 0.01
    assert chart(NullSummary(1))._top() == 1.0
