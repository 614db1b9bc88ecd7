"""Micro charts: all are XML, without a colour, and said in words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from gnomon.charts.micro import effect, icon, pair, sparkline, strip
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


@pytest.mark.parametrize(
    "svg",
    [
        icon.icon("ok", HOSTILE),
        icon.use("ok", HOSTILE),
        strip.strip([], label=HOSTILE),
        pair.pair([1], [1], HOSTILE),
        sparkline.sparkline([1], HOSTILE),
    ],
)
def test_a_hostile_label_stays_a_label(svg: str) -> None:
    assert drawn(svg).get("aria-label") == HOSTILE
