"""Effect over time: every window against the limit from which it alerts."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from tests.charts.every import six_days
from tests.charts.sides import days, verdicts

from gnomon.charts.effect_over_time import MOST_TOP, EffectOverTime, effect_over_time
from gnomon.charts.over_time import OverTime, over_time


def chart(*effects: tuple[float, float]) -> EffectOverTime:
    """The chart of windows with these effects and limits."""
    series = days([0.0] * len(effects))
    found = [replace(v, effect=e, limit=limit) for v, (e, limit) in zip(verdicts(series), effects, strict=True)]
    over = over_time("x", series, found)
    made = None if over is None else effect_over_time(over)
    assert made is not None
    return made


def test_the_effect_is_shown_against_its_limit() -> None:
    made = effect_over_time(six_days())
    assert made is not None
    assert [row[3] for row in made.table().rows] == pytest.approx([0.1 * i / 0.3 for i in range(5)])
    assert "violation in 2 of 5 windows" in made.sentence


def test_the_size_of_the_change_counts_not_its_direction() -> None:
    assert chart((0.2, 0.1), (-0.4, 0.1)).ratios == pytest.approx((2, 4))


@pytest.mark.parametrize("pair", [(math.nan, 0.1), (0.1, 0.0), (0.1, math.nan), (math.inf, 0.1)])
def test_what_has_no_ratio_is_a_gap(pair: tuple[float, float]) -> None:
    made = chart((0.1, 0.1), pair, (0.2, 0.1))
    assert math.isnan(made.ratios[1])
    assert made.table().rows[1][3] is None
    line = re.search(r'class="c" d="([^"]*)"', made.svg())
    assert line is not None
    assert line[1].count("M") == 2


def test_the_largest_is_named_with_its_window_the_first_of_equals() -> None:
    assert chart((0.1, 0.1), (0.3, 0.1), (-0.3, 0.1)).sentence.startswith(
        "x: effect up to 3 times its alert limit (2 Jan); "
    )


def test_a_ratio_past_the_top_is_cut_there() -> None:
    made = chart((1e9, 0.1), (0.1, 0.1))
    assert made._top() == MOST_TOP
    assert made.table().rows[0][3] == pytest.approx(1e10)
    assert 'class="c" d="M250 0l500 160"' in made.svg()


def test_no_effect_at_all_is_said() -> None:
    assert chart((math.nan, 0.1)).sentence == "x: no effect could be computed."


def test_a_column_without_verdicts_has_no_chart() -> None:
    over = over_time("x", days([0.0, 0.0]))
    assert isinstance(over, OverTime)
    assert effect_over_time(over) is None
