"""The details of a column: what is drawn, what is left out, and the tests in words."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.charts.sides import names, normal, numbers
from tests.reports import cases

from gnomon.checks.verdict import ColumnResult
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary
from gnomon.reports.detail import MOST_BANDS, Detail, chance, detail


def of(result: ColumnResult, before: Summary, now: Summary, *, full: bool = True) -> Detail:
    sides = (cases.side("a", {result.column: before}), cases.side("b", {result.column: now}))
    return detail(3, result, *sides, 400, full=full)


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_numbers_have_an_overlay_quantiles_and_no_gains() -> None:
    made = of(cases.result("x"), normal(0), normal(1, seed=1))
    assert made.now is not None
    assert '<use href="#p3"/>' in made.now.svg
    assert made.quantiles[0] == ["5 %", "25 %", "median", "75 %", "95 %", "mean", "sd"]
    assert [len(row) for row in made.quantiles] == [7, 7, 7]
    assert made.gains is None
    assert made.lanes == []
    assert made.when == ""


def test_names_have_gains_and_no_quantiles() -> None:
    made = of(cases.result("x", kind="category"), names(a=3, b=1), names(a=1, c=1))
    assert made.gains is not None
    assert len(made.gain_bars) == len(made.gains.rows) == 3
    assert made.quantiles == []
    assert [test.name for test in made.tests] == ["location", "spread", "mix", "missing", "novelty"]


def test_times_have_dates_and_no_sd() -> None:
    day = 86_400e6
    made = of(cases.result("x", kind="time"), TimeSummary(numbers(0, day)), TimeSummary(numbers(day, 2 * day)))
    assert made.quantiles[0][-1] == "mean"
    assert made.quantiles[2][:3] == ["2 Jan 00:00", "2 Jan 00:00", "2 Jan 00:00"]


@pytest.mark.parametrize("blank", [NumberSummary(), CategorySummary(), NullSummary(3)])
def test_a_side_without_values_is_blank(blank: Summary) -> None:
    made = of(cases.result("x"), blank, NullSummary(2))
    assert (made.now, made.gains, made.quantiles, made.lanes) == (None, None, [], [])
    assert made.tests


def test_a_small_report_of_many_columns_keeps_the_words_and_drops_the_drawings() -> None:
    made = of(cases.result("x"), normal(0), normal(1, seed=1), full=False)
    assert (made.now, made.gains, made.quantiles, made.lanes, made.full) == (None, None, [], [], False)
    assert made.tests
    assert made.findings[0][0]
    assert made.sentence.startswith("<b><bdi>x</bdi></b> moved up")


def test_the_new_name_of_a_column_is_set_apart_like_its_old_one() -> None:
    made = cases.renamed()
    found = detail(0, made.judgement.columns[0], made.reference, made.current, 100, full=True)
    assert "called <b><bdi>rebate</bdi></b> now" in found.sentence


def test_a_test_says_effect_limit_and_chance_in_its_unit() -> None:
    location, _, shape, missing, novelty = of(cases.result("x"), normal(0), normal(1)).tests
    assert (location.effect, location.limit, plain(location.chance)) == ("+0.41 sd", "0.075 sd", "< 0.0001")
    assert (shape.effect, plain(missing.effect), plain(novelty.effect)) == ("0.010 w", "+1.0 points", "1.0 %")
    assert (location.fires, shape.fires) == (True, False)
    assert not any(test.fires for test in of(cases.result("x", "ok"), normal(0), normal(1)).tests)


def test_only_known_distances_that_have_a_meaning_are_shown() -> None:
    result = replace(cases.result("x"), metrics={"psi": 0.25, "ks": None, "chi2": 12.0, "js": 0.1})
    assert of(result, normal(0), normal(1)).distances == [("PSI", "0.250"), ("Jensen–Shannon", "0.100")]


@pytest.mark.parametrize(
    ("p", "words"), [(1e-12, "< 0.0001"), (1e-4, "0.0001"), (0.25, "0.25"), (1.0, "1"), (math.nan, "—")]
)
def test_a_chance_is_said_as_far_as_it_is_known(p: float, words: str) -> None:
    assert plain(chance(p)) == words


def test_lanes_share_a_time_axis_and_only_the_last_is_dated() -> None:
    series = cases.series()
    made = detail(0, series["x"], series.reference, series.current, 400, full=True)
    assert [drawn.chart.title for drawn in made.lanes] == ["Quantiles", "Effect", "Missing", "Verdicts"]
    assert ["Jan" in drawn.svg.rpartition("</svg>")[0].rpartition("</svg>")[2] for drawn in made.lanes] == [
        False,
        False,
        False,
        True,
    ]
    assert made.when.startswith("Violation in 4 of 39 windows: ")


def test_a_score_is_drawn_as_a_heat_map() -> None:
    series = cases.series()
    made = detail(0, replace(series["x"], role="score"), series.reference, series.current, 400, full=True)
    assert made.lanes[0].chart.title == "Distribution over time"


def test_many_windows_are_drawn_as_few_where_a_day_tells_little() -> None:
    series = cases.series(200)
    made = detail(0, series["x"], series.reference, series.current, 400, full=True)
    rows = [len(drawn.chart.table().rows) for drawn in made.lanes]
    assert rows[0] <= MOST_BANDS < rows[1] == rows[-1] == 199
