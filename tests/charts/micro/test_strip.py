"""The verdict strip: height and shape carry the verdict, and so do its words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.charts.micro import strip
from gnomon.checks.verdict import SEVERITY, Status

STATUSES: list[Status] = list(SEVERITY)
CELLS = st.lists(st.sampled_from([*STATUSES, None]), max_size=80)


def test_28_windows_are_420_bytes_or_less() -> None:
    cells: list[Status | None] = ["ok" if i < 21 else "violation" for i in range(28)]
    svg = strip.strip(cells, label="x")
    assert len(svg) <= 420
    assert 'width="195" height="20"' in svg


def test_each_status_has_a_shape_of_its_own() -> None:
    shapes = {re.sub(r'class="[^"]*"|aria-label="[^"]*"', "", strip.strip([status])) for status in STATUSES}
    assert len(shapes) == len(STATUSES)


def test_it_has_one_path_a_status() -> None:
    assert strip.strip(["ok", "violation"] * 10).count("<path") == 2


def test_it_steps_seven_pixels_a_window() -> None:
    found = re.search(r'class="s-violation" d="([^"]*)"', strip.strip(["violation", "ok", "violation", "violation"]))
    assert found is not None
    assert found[1] == "M3 20v-20m14 20v-20m7 20v-20"


def test_it_is_said_worst_first() -> None:
    cells: list[Status | None] = ["ok", None, "violation", "no_data", "insufficient_data", "error"]
    expected = (
        "last 6 windows: 1 violation, 1 error, 1 insufficient data, 1 no data, 1 ok, 1 not expected, newest error"
    )
    assert strip.sentence(cells) == expected


def test_an_error_has_a_cross() -> None:
    assert 'class="s-cross" d="M8 8l4 4m0-4-4 4"' in strip.strip(["ok", "error"])


@pytest.mark.parametrize(("width", "fitted"), [(None, False), (20, False), (300, True)])
def test_it_is_stretched_only_to_another_width(width: int | None, fitted: bool) -> None:
    assert ("preserveAspectRatio" in strip.strip(["ok"] * 3, width)) == fitted


def test_no_windows_are_a_strip_that_says_so() -> None:
    assert 'aria-label="no windows"' in strip.strip([])
    assert "<path" not in strip.strip([])


def test_rolled_up_cells_are_the_worst_of_their_windows() -> None:
    cells: list[Status | None] = ["ok" if i < 9 else "violation" for i in range(10)]
    assert strip.rolled_up(cells, 3) == ["ok", "ok", "violation"]
    assert strip.rolled_up(cells, 10) == cells


@given(CELLS, st.integers(1, 90))
def test_rolling_up_keeps_the_worst_and_the_number_within(cells: list[Status | None], most: int) -> None:
    rolled = strip.rolled_up(cells, most)
    assert len(rolled) <= most
    assert strip.worst(rolled) == strip.worst(cells)
