"""Charts that stand alone: every one says itself in words, as a table, as a spec without colours and as SVG."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from tests.charts.sides import START, day, days, names, normal, numbers, verdicts

from gnomon.charts import theme
from gnomon.charts.chart import Chart, titled
from gnomon.charts.effect_over_time import effect_over_time
from gnomon.charts.gains import gains, points
from gnomon.charts.heat_map import heat_map
from gnomon.charts.missing import missing
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.charts.over_time import OverTime, over_time
from gnomon.charts.quantile_bands import quantile_bands
from gnomon.charts.ridge import ridge
from gnomon.charts.verdicts import verdicts_over_time
from gnomon.profiles.windows import Window

HOSTILE = "<script>alert('x')</script>\n\"&"


def lane(column: str = "x") -> OverTime:
    series = days([0, 0.2, None, 0.1, 3.0, 3.1], column)
    made = over_time(
        column, series, verdicts(series, {3: "violation", 4: "violation"}), reference=Window(START, day(1).end)
    )
    assert made is not None
    return made


def every_chart(column: str = "x") -> dict[str, Chart]:
    over, before = lane(column), normal(0)
    made: dict[str, Chart | None] = {
        "cells": now_over_reference(column, before, normal(2, seed=1)),
        "values": now_over_reference(column, numbers(1, 2), numbers(2, 3)),
        "names": now_over_reference(column, names(a=3, b=1), names(a=1, c=1)),
        "gains": gains(column, names(a=3, b=1), names(a=1, c=1)),
        "quantiles": quantile_bands(over, before),
        "heat map": heat_map(over, before),
        "ridge": ridge(over, before),
        "missing": missing(over, before),
        "effect": effect_over_time(over),
        "verdicts": verdicts_over_time([v for v in over.verdicts if v is not None]),
    }
    return {name: chart for name, chart in made.items() if chart is not None}


CHARTS = every_chart()


def test_every_chart_is_there() -> None:
    assert len(CHARTS) == 10


@pytest.mark.parametrize("name", CHARTS)
def test_a_spec_names_no_colour(name: str) -> None:
    text = json.dumps(CHARTS[name].spec().to_dict())
    assert not re.search(r'"#[0-9a-fA-F]{3,8}"|rgb\(|hsl\(', text)
    assert not re.search(r'"(fill|stroke|color)": "', text)


@pytest.mark.parametrize("name", CHARTS)
def test_every_style_of_a_spec_is_in_the_theme(name: str) -> None:
    used = set(re.findall(r'"style": "([^"]*)"', json.dumps(CHARTS[name].spec().to_dict())))
    assert used or name == "heat map"
    assert used <= set(theme.styles("light"))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_itself_in_one_sentence(name: str) -> None:
    chart = CHARTS[name]
    assert chart.sentence.endswith(".") or name == "verdicts"
    assert "\n" not in chart.sentence
    assert "nan" not in chart.sentence.lower().split()
    assert chart.title
    assert chart.caption


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_a_table_of_its_numbers(name: str) -> None:
    table = CHARTS[name].table()
    assert table.rows
    assert all(len(row) == len(table.columns) for row in table.rows)
    json.dumps(table.records(), allow_nan=False)


@pytest.mark.parametrize("name", CHARTS)
def test_an_svg_is_xml_with_words_and_without_colours(name: str) -> None:
    svg = CHARTS[name].svg()
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert root.get("role") == "img"
    assert root.get("aria-label") == CHARTS[name].sentence
    assert "style=" not in svg
    assert not re.search(r"#[0-9a-fA-F]{6}|nan|inf\b", svg)


@pytest.mark.parametrize("name", CHARTS)
def test_a_hostile_name_is_text(name: str) -> None:
    root = ElementTree.fromstring(every_chart(HOSTILE)[name].svg())  # noqa: S314 - our own text
    assert not root.findall(".//script")


def test_the_large_chart_draws_the_pair_histogram_again() -> None:
    chart = CHARTS["cells"]
    assert '<use href="#p7"/>' in chart.svg(pair_id="p7")
    assert len(chart.svg(pair_id="p7")) < 1200


def test_only_the_last_of_stacked_lanes_writes_dates() -> None:
    chart = CHARTS["missing"]
    assert "Jan" in chart.svg()
    assert ">1 Jan" not in chart.svg(dated=False)


def test_now_over_reference_names_both_medians() -> None:
    chart = now_over_reference("x", numbers(*range(100)), numbers(*range(50, 150)))
    assert chart is not None
    assert chart.sentence.startswith("x: median 49 before, 99 now;")


def test_an_empty_side_is_said() -> None:
    chart = now_over_reference("x", numbers(1, 2), numbers(nulls=3))
    assert chart is not None
    assert chart.sentence == "x: the current side has no values."


def test_gains_are_in_order_of_size_and_tell_new_from_gone() -> None:
    chart = gains("x", names(a=50, b=30, c=20), names(a=20, c=40, d=40))
    assert chart is not None
    assert [(row.name, round(row.change, 2), row.tag) for row in chart.rows] == [
        ("d", 0.4, "new"),
        ("a", -0.3, ""),
        ("b", -0.3, "gone"),
        ("c", 0.2, ""),
    ]


def test_gains_past_ten_are_added_up() -> None:
    before = {f"n{i}": 100 for i in range(30)}
    chart = gains("x", names(**before), names(**(before | {"n0": 900})))
    assert chart is not None
    assert (len(chart.rows), chart.others) == (10, 20)
    assert chart.rest == pytest.approx(-sum(row.change for row in chart.rows))


def test_points_have_a_sign_and_one_decimal_below_ten() -> None:
    assert (points(0.0092), points(-0.121), points(0)) == ("+0.9", "−12", "+0.0")


def test_quantiles_leave_a_gap_where_a_window_is_missing() -> None:
    chart = CHARTS["quantiles"]
    found = re.search(r'class="c" d="([^"]*)"', chart.svg())
    assert found is not None
    assert found[1].count("M") == 2


def test_quantiles_know_the_reference_and_the_violations() -> None:
    assert CHARTS["quantiles"].sentence.endswith("reference -0.005; violation in 2 of 5 windows.") or (
        "violation in 2 of 5 windows" in CHARTS["quantiles"].sentence
    )


def test_missing_is_a_share_of_rows() -> None:
    assert CHARTS["missing"].table().rows[0] == ("1 Jan 2013", pytest.approx(10 / 110))


def test_the_effect_is_shown_against_its_limit() -> None:
    ratios = [row[3] for row in CHARTS["effect"].table().rows]
    assert ratios == pytest.approx([0.1 * i / 0.3 for i in range(5)])


def test_a_ridge_is_for_at_most_13_windows() -> None:
    over = over_time("x", days([0.0] * 14))
    assert over is not None
    assert ridge(over, normal(0)) is None


def test_other_kinds_have_no_chart_of_numbers() -> None:
    assert gains("x", normal(0), normal(1)) is None
    assert now_over_reference("x", normal(0), names(a=1)) is None


def test_a_title_stands_above_with_the_caption() -> None:
    made = titled(CHARTS["missing"], "x: missing").to_dict()
    assert made["title"]["text"] == "x: missing"
    assert "share of rows" in made["title"]["subtitle"]
    assert "title" not in CHARTS["missing"].spec().to_dict()
