"""Micro charts: small, in integer coordinates, a shape of its own for each status, and said in words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from gnomon.charts.micro import effect, icon, pair, path, sparkline, strip
from gnomon.checks.verdict import SEVERITY, Status

STATUSES: list[Status] = list(SEVERITY)
HOSTILE = "\"><script>alert('x')</script>"


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def every_kind() -> list[str]:
    return [
        *(icon.icon(status) for status in STATUSES),
        *(icon.use(status) for status in STATUSES),
        icon.symbols(),
        strip.strip([*STATUSES, None]),
        effect.effect_bar(3.0, "violation", 12.0),
        pair.pair([0.1, 0.9], [0.5, 0.5], "two"),
        sparkline.sparkline([1, 2, float("nan"), 3], "rising", [0, 1, 2, 2], [2, 3, 4, 4], 2.5),
    ]


@pytest.mark.parametrize("svg", every_kind())
def test_it_is_xml_without_a_colour_or_a_style(svg: str) -> None:
    drawn(svg)
    assert "style=" not in svg
    assert not re.search(r"#[0-9a-fA-F]{6}|rgb", svg)


@pytest.mark.parametrize("svg", every_kind())
def test_it_has_words_or_is_hidden(svg: str) -> None:
    root = drawn(svg)
    assert root.get("aria-hidden") == "true" or (root.get("role") == "img" and root.get("aria-label"))


def test_a_strip_of_28_windows_is_420_bytes_or_less() -> None:
    cells: list[Status | None] = ["ok" if i < 21 else "violation" for i in range(28)]
    svg = strip.strip(cells, label="x")
    assert len(svg) <= 420
    assert 'width="195" height="20"' in svg


def test_a_sparkline_with_its_band_is_about_600_bytes() -> None:
    values = [float(i % 7) for i in range(40)]
    assert len(sparkline.sparkline(values, "x", [v - 1 for v in values], [v + 1 for v in values])) <= 900


def test_a_pair_histogram_of_20_bars_is_below_600_bytes() -> None:
    assert len(pair.pair([i / 190 for i in range(20)], [(19 - i) / 190 for i in range(20)])) < 600


def test_each_status_has_a_shape_of_its_own() -> None:
    shapes = {re.sub(r'class="[^"]*"|aria-label="[^"]*"', "", strip.strip([status])) for status in STATUSES}
    assert len(shapes) == len(STATUSES)
    assert len({re.sub(r'class="[^"]*"|aria-label="[^"]*"', "", icon.icon(s)) for s in STATUSES}) == len(STATUSES)


def test_a_strip_has_one_path_a_status() -> None:
    assert strip.strip(["ok", "violation"] * 10).count("<path") == 2


def test_a_strip_steps_seven_pixels_a_window() -> None:
    found = re.search(r'class="s-violation" d="([^"]*)"', strip.strip(["violation", "ok", "violation", "violation"]))
    assert found is not None
    assert found[1] == "M3 20v-20m14 20v-20m7 20v-20"


def test_a_strip_is_said_worst_first() -> None:
    cells: list[Status | None] = ["ok", None, "violation", "no_data", "insufficient_data", "error"]
    expected = (
        "last 6 windows: 1 violation, 1 error, 1 insufficient data, 1 no data, 1 ok, 1 not expected, newest error"
    )
    assert strip.sentence(cells) == expected


def test_rolled_up_cells_are_the_worst_of_their_windows() -> None:
    cells: list[Status | None] = ["ok" if i < 9 else "violation" for i in range(10)]
    assert strip.rolled_up(cells, 3) == ["ok", "ok", "violation"]
    assert strip.rolled_up(cells, 10) == cells


@pytest.mark.parametrize(
    "svg", [icon.icon("ok", HOSTILE), strip.strip([], label=HOSTILE), pair.pair([1], [1], HOSTILE)]
)
def test_a_hostile_label_stays_a_label(svg: str) -> None:
    assert drawn(svg).get("aria-label") == HOSTILE


@pytest.mark.parametrize("ratio", [-100.0, -0.3, 0.0, 0.3, 100.0, float("nan"), float("inf")])
def test_an_effect_bar_stays_in_its_box(ratio: float) -> None:
    x = 0.0
    for command, number in re.findall(
        r"([MmhlvzL ])(-?\d+)", effect.effect_bar(ratio, "ok", 12.0).partition("e-ok")[2]
    ):
        x = float(number) if command == "M" else x + float(number) if command in "hl" else x
        assert 0 <= x <= 2 * effect.HALF


def test_bars_of_a_table_share_a_scale_that_shows_the_zone() -> None:
    assert effect.scale([1e9]) == effect.MOST
    assert effect.scale([float("nan"), 3.0]) == 3.0


def test_a_share_above_zero_is_always_seen() -> None:
    assert pair.bars([1e-9, 1.0], 1.0).startswith("M0 100v-1h9v1")


def test_no_line_crosses_a_gap() -> None:
    assert path.line([(0, 1), None, (2, 1), (3, 5)]) == "M0 1h0M2 1l1 4"
    assert path.area([(0, 2), None], [(0, 1), (1, 1)]) == "M0 1v1z"
    assert path.line([]) == ""
