"""Charts that stand alone: every one says itself in words, as a table, as a spec without colours and as SVG."""

from __future__ import annotations

import json
import math
import re
import sys
from xml.etree import ElementTree

import altair as alt
import numpy as np
import pytest
from tests.charts.every import CHARTS, every_chart
from tests.charts.sides import day, numbers

from gnomon.charts import chart as charts
from gnomon.charts import theme
from gnomon.charts.chart import Table, titled
from gnomon.charts.heat_map import heat_map
from gnomon.charts.missing import missing
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.charts.over_time import OverTime
from gnomon.charts.quantile_bands import quantile_bands
from gnomon.charts.ridge import ridge
from gnomon.charts.timeline import Timeline

HOSTILE = "<script>alert('x')</script>\n\"&"


def test_every_chart_is_there() -> None:
    assert len(CHARTS) == 12


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
def test_a_spec_holds_its_sentence_for_who_cannot_see_it(name: str) -> None:
    assert CHARTS[name].spec().to_dict()["description"] == CHARTS[name].sentence


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


LARGEST = sys.float_info.max
ODD: dict[str, list[float]] = {
    "one value": [5.0],
    "one large value": [1e20, 1e20],
    "the largest float": [LARGEST],
    "both ends of the floats": [-LARGEST, 0.0, LARGEST],
    "a sentinel at the end": [*map(float, range(3000)), LARGEST],
    "all of the floats": (np.linspace(-1, 1, 5000) * LARGEST).tolist(),
    "neighbours": [LARGEST, math.nextafter(LARGEST, 0)],
    "neighbours among many": [1e15 + i / 8 for i in range(100)],
    "the smallest float": [5e-324],
    "next to nothing": [0.0, 5e-324],
    "zero": [0.0],
}


@pytest.mark.parametrize("values", ODD.values(), ids=ODD)
def test_every_number_can_be_drawn(values: list[float]) -> None:
    side = numbers(*values)
    over = OverTime("x", Timeline((day(0), day(1))), (side, side), (None, None))
    made = (f(over, side) for f in (quantile_bands, heat_map, ridge, missing))
    for chart in (*made, now_over_reference("x", side, side)):
        assert chart is not None
        assert not re.search(r"nan|inf\b", chart.svg() + chart.sentence)
        json.dumps([chart.table().records(), chart.spec().to_dict()], allow_nan=False)


def test_only_the_last_of_stacked_lanes_writes_dates() -> None:
    for name in ("quantiles", "heat map", "missing", "effect", "verdicts", "measured"):
        assert "Jan</text>" in CHARTS[name].svg()
        assert "Jan</text>" not in CHARTS[name].svg(dated=False)


def test_a_title_stands_above_with_the_caption() -> None:
    made = titled(CHARTS["missing"], "x: missing").to_dict()
    assert made["title"]["text"] == "x: missing"
    assert "share of rows" in made["title"]["subtitle"]
    assert "title" not in CHARTS["missing"].spec().to_dict()


def test_a_long_caption_has_several_lines() -> None:
    (first, second) = titled(CHARTS["missing"], "x: missing", 30).to_dict()["title"]["subtitle"]
    assert f"{first} {second}".startswith("share of rows without a value; reference")


def test_a_row_of_another_length_is_no_row_of_the_table() -> None:
    with pytest.raises(ValueError, match="zip"):
        Table(("a", "b"), ((1,),)).records()


def test_layers_have_one_size_and_their_rows_inline() -> None:
    layer = alt.Chart(charts.values([{"x": 1}])).mark_point()
    made = charts.layered([layer], 300, 40, "one point.").to_dict()
    assert (made["width"], made["height"], made["description"]) == (300, 40, "one point.")
    assert list(made["datasets"].values()) == [[{"x": 1}]]
