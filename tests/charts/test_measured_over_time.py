"""A measured value over time: realised, estimated, usual, and from where on it alerts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from tests.charts.every import measured, six_days
from tests.charts.sides import day

from gnomon.charts.measured_over_time import MeasuredOverTime, Point
from gnomon.charts.over_time import OverTime
from gnomon.charts.timeline import Timeline

NOTHING = Point()


def chart(realised: Sequence[Point], estimated: Sequence[Point] = (), usual: Sequence[Point] = ()) -> MeasuredOverTime:
    n = len(realised)
    over = OverTime("AUC", Timeline(tuple(day(i) for i in range(n))), (None,) * n, (None,) * n)
    return MeasuredOverTime(
        over, tuple(realised), tuple(estimated) or (NOTHING,) * n, tuple(usual) or (NOTHING,) * n, (math.nan,) * n
    )


def test_it_says_from_where_to_where_it_went_and_how_the_newest_is_known() -> None:
    said = measured(six_days("AUC")).sentence
    assert said == "AUC: 0.860 to 0.900, violation in 2 of 5 windows; newest estimated 0.910 (0.800–0.990)."


def test_what_is_only_estimated_says_so_once() -> None:
    made = chart([NOTHING, NOTHING], [Point(0.9), Point(0.8)])
    assert made.sentence == "AUC: estimated 0.800 to 0.900, violation in 0 of 2 windows; newest 0.800."


def test_realised_counts_before_estimated() -> None:
    assert chart([Point(0.9)], [Point(0.8)]).newest == ("realised", Point(0.9))


def test_nothing_known_is_said_and_can_be_drawn() -> None:
    made = chart([NOTHING, NOTHING])
    assert (made.sentence, made.newest, made.caption) == ("AUC: not known in any window.", None, "")
    assert "nan" not in made.svg()


def test_the_caption_and_the_table_leave_out_what_is_not_known() -> None:
    assert chart([Point(0.9)]).caption == ""
    made = chart([Point(980.0)], usual=[Point(low=816.0, high=1037.0)])
    assert made.caption == "grey: usual"
    assert made.table().columns == ("window", "realised", "usual low", "usual high")
    whole = measured(six_days())
    assert whole.caption == ("solid: realised; dashed: estimated; bands: 95 % intervals; grey: usual; red: the limit")


def test_every_kind_of_line_and_band_is_drawn_once() -> None:
    drawn = measured(six_days()).svg()
    assert [drawn.count(f'<path class="{style}"') for style in ("p", "b0", "b1", "limit", "e", "c")] == [1] * 6
    bare = chart([Point(1.0), Point(2.0)]).svg()
    assert [bare.count(f'<path class="{style}"') for style in ("p", "b0", "b1", "limit", "e", "c")] == [0] * 5 + [1]


@pytest.mark.parametrize("values", [[0.0], [-5.0, 5.0], [1e300, -1e300], [3.0, 3.0]])
def test_every_value_can_be_drawn(values: list[float]) -> None:
    made = chart([Point(value) for value in values])
    assert "nan" not in made.svg() + made.sentence
    assert made.spec().to_dict()["layer"]
