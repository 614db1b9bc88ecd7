"""The frame of a chart: labels keep their place and their size, whatever stands in them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from gnomon.charts.frame import BELOW, ROW, Flag, Tick, frame


def drawn(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own text


def test_the_plot_is_stretched_and_the_labels_are_not() -> None:
    root = drawn(frame('<path class="c" d="M0 0h10"/>', (10, 20), "a line", x=[Tick(0.5, "mid")]))
    inner = root.find("svg")
    assert inner is not None
    assert (inner.get("viewBox"), inner.get("preserveAspectRatio")) == ("0 0 10 20", "none")
    assert [text.text for text in root.findall("text")] == ["mid"]
    assert inner.find("text") is None


def test_its_height_is_plot_and_labels_and_a_row_a_flag() -> None:
    bare = frame("", (1, 1), "", height=100)
    assert drawn(bare).get("height") == str(6 + 100 + 2)
    assert drawn(frame("", (1, 1), "", x=[Tick(0, "a")], height=100)).get("height") == str(6 + 100 + BELOW)
    flags = [Flag(0.5, "median", "r"), Flag(0.6, "now", "c")]
    assert drawn(frame("", (1, 1), "", flags=flags, height=100)).get("height") == str(2 * ROW + 6 + 100 + 2)


def test_a_grid_line_stands_at_its_tick() -> None:
    assert '<path class="g" d="M0 10h8M0 5h8"/>' in frame("", (8, 10), "", y=[Tick(0.0, "0"), Tick(0.5, "5")])


@pytest.mark.parametrize(
    ("at", "text", "classes"),
    [(0.0, "January", "start"), (1.0, "January", "end"), (0.5, "January", None), (0.0, "1", None), (1.0, "9", None)],
)
def test_a_long_label_at_an_end_lies_within(at: float, text: str, classes: str | None) -> None:
    found = drawn(frame("", (1, 1), "", x=[Tick(at, text)])).find("text")
    assert found is not None
    assert found.get("class") == classes


@pytest.mark.parametrize(
    ("at", "anchor", "classes"),
    [(0.5, "middle", "r"), (0.5, "start", "r start"), (0.1, "end", "r start"), (0.9, "start", "r end")],
)
def test_a_flag_near_an_end_lies_on_its_inner_side(at: float, anchor: str, classes: str) -> None:
    root = drawn(frame("", (1, 1), "", flags=[Flag(at, "median", "r", anchor)]))
    text, line = root.find("text"), root.find("line")
    assert text is not None
    assert line is not None
    assert text.get("class") == classes
    assert text.get("x") == line.get("x1") == line.get("x2")


def test_marks_are_triangles_at_their_places() -> None:
    assert '<use href="#v" x="25%" y="106"/>' in frame("", (1, 1), "", marks=[(0.25, 0.5)], height=200)


def test_strangers_text_is_text() -> None:
    hostile = "<script>\"'&"
    root = drawn(
        frame("", (1, 1), hostile, x=[Tick(0.5, hostile)], y=[Tick(0.5, hostile)], flags=[Flag(0, hostile, "r")])
    )
    assert root.get("aria-label") == hostile
    assert [text.text for text in root.findall("text")] == [hostile] * 3
    assert not root.findall(".//script")
