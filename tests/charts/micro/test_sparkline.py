"""The sparkline: level and trend in few bytes."""

from __future__ import annotations

import math
import re

import pytest

from gnomon.charts.micro.sparkline import HEIGHT, PAD, WIDTH, sparkline


def test_with_its_band_it_is_below_900_bytes() -> None:
    values = [float(i % 7) for i in range(40)]
    assert len(sparkline(values, "x", [v - 1 for v in values], [v + 1 for v in values])) <= 900


def test_the_last_value_is_a_dot_unless_it_is_a_gap() -> None:
    assert f'<circle cx="{WIDTH - PAD}" cy="{PAD}" r="2"/>' in sparkline([0.0, 1.0], "x")
    assert "<circle" not in sparkline([0.0, math.nan], "x")


def test_no_line_crosses_a_gap() -> None:
    line = re.search(r'class="l" d="([^"]*)"', sparkline([1.0, math.inf, 2.0, 3.0], "x"))
    assert line is not None
    assert line[1].count("M") == 2


@pytest.mark.parametrize("values", [[], [5.0], [5.0, 5.0], [math.nan], [1e308, -1e308]])
def test_few_equal_or_extreme_values_stay_within(values: list[float]) -> None:
    drawn = sparkline(values, "x")
    assert "nan" not in drawn
    for _, y in re.findall(r"M(\d+) (\d+)", drawn):
        assert 0 <= int(y) <= HEIGHT


def test_a_limit_is_drawn_within_the_scale_and_only_when_it_is_known() -> None:
    assert f'class="limit" d="M0 {PAD}h{WIDTH}"' in sparkline([0.0, 1.0], "x", limit=2.0)
    assert "limit" not in sparkline([0.0, 1.0], "x")
    assert "limit" not in sparkline([0.0, 1.0], "x", limit=math.nan)
