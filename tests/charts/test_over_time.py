"""A column over time: its windows, their summaries and their verdicts."""

from __future__ import annotations

import math
from dataclasses import replace

from tests.charts.every import six_days
from tests.charts.sides import days, verdicts

from gnomon.charts.over_time import over_time


def test_days_drawn_as_weeks_add_their_profiles() -> None:
    series = days([0.0] * 21)
    over = over_time("x", series, verdicts(series, {0: "violation"}), most=4)
    assert over is not None
    assert [s.rows for s in over.summaries if s is not None] == [660, 770, 770, 110]
    assert over.statuses == ("violation", "ok", "ok", "ok")
    assert over.line.note == "days shown as weeks"


def test_of_windows_drawn_as_one_the_worst_verdict_with_the_largest_effect_is_kept() -> None:
    series = days([0.0] * 7)
    effects = [9.0, -0.2, 0.1, math.nan, 0.0, 0.0, 0.0]
    found = [
        replace(v, effect=e) for v, e in zip(verdicts(series, {1: "violation", 2: "violation"}), effects, strict=True)
    ]
    over = over_time("x", series, found, most=1)
    assert over is not None
    (kept,) = over.verdicts
    assert kept is not None
    assert (kept.status, kept.effect) == ("violation", -0.2)


def test_verdicts_find_their_windows_in_any_order() -> None:
    series = days([0.0, 0.0, 0.0])
    found = verdicts(series, {0: "violation"})
    over = over_time("x", series, [found[2], found[0]])
    assert over is not None
    assert over.statuses == ("violation", None, "ok")
    assert over.violations == [0]


def test_a_column_that_is_nowhere_has_no_summaries() -> None:
    over = over_time("gone", days([0.0, 1.0]))
    assert over is not None
    assert over.summaries == (None, None)


def test_a_series_without_windows_has_nothing_to_draw() -> None:
    assert over_time("x", days([])) is None


def test_runs_have_a_gap_where_windows_are_missing() -> None:
    assert six_days().runs([0, 1, 2, 3, 4]) == [0, 1, None, 2, 3, 4]
