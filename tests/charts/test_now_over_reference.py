"""Now over reference: both sides on the same bars."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.charts.every import CHARTS
from tests.charts.sides import names, normal, numbers

from gnomon.charts.now_over_reference import NowOverReference, now_over_reference
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary

DAY = 86_400_000_000.0


def chart(before: Summary | None, now: Summary | None) -> NowOverReference:
    made = now_over_reference("x", before, now)
    assert made is not None
    return made


def test_it_draws_the_pair_histogram_again() -> None:
    cells = CHARTS["cells"]
    assert '<use href="#p7"/>' in cells.svg(pair_id="p7")
    assert len(cells.svg(pair_id="p7")) < 1200


def test_it_names_both_medians() -> None:
    made = chart(numbers(*range(100)), numbers(*range(50, 150)))
    assert made.sentence.startswith("x: median 49 before, 99 now;")
    assert [(flag.text, flag.style) for flag in made._flags()] == [
        ("reference, median 49", "r"),
        ("now, median 99", "c"),
    ]


def test_of_a_few_numbers_with_the_same_median_it_names_the_one_that_moved() -> None:
    made = chart(numbers(*[0] * 9, 1), numbers(*[0] * 7, 1, 1, 1))
    assert made.sentence.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "x = 0: 90 % → 70 %; 80 % of the mass is common."
    )


@pytest.mark.parametrize(("bars", "angle"), [(2, 0), (12, 270)])
def test_the_labels_of_a_few_bars_stand_upright(bars: int, angle: int) -> None:
    (axis, *_) = [
        layer["encoding"]["x"]["axis"] for layer in _layers(chart(numbers(*range(bars)), numbers(*range(bars))))
    ]
    assert axis["labelAngle"] == angle


def _layers(made: NowOverReference) -> list[dict[str, Any]]:
    return list(made.spec().to_dict()["layer"])


def test_the_label_of_a_lower_median_keeps_clear_of_the_other_rule() -> None:
    assert chart(normal(2), normal(0, seed=1))._flags()[1].anchor == "end"
    assert chart(normal(0), normal(2, seed=1))._flags()[1].anchor == "start"


def test_names_say_which_moved_most() -> None:
    said = chart(names(a=50, b=50), names(a=80, b=20)).sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "x: a 50 % → 80 %; 70 % of the mass is common."


@pytest.mark.parametrize(
    ("before", "now", "side"),
    [(numbers(1, 2), numbers(nulls=3), "the current side"), (numbers(nulls=3), numbers(1, 2), "the reference")],
)
def test_an_empty_side_is_said(before: Summary, now: Summary, side: str) -> None:
    made = chart(before, now)
    assert made.sentence == f"x: {side} has no values."
    assert len(made._flags()) == 1
    assert made.spec().to_dict()["layer"]


def test_the_table_has_what_is_drawn() -> None:
    made = chart(normal(0), normal(1, seed=1))
    columns = list(zip(*made.table().rows, strict=True))
    assert sum(columns[1]) == pytest.approx(1)
    assert columns[2] == pytest.approx(made.shares.current.tolist())


def test_values_that_are_not_drawn_are_counted() -> None:
    before = {f"n{i:02d}": 100 - i for i in range(40)}
    made = chart(names(**before), names(n00=1))
    assert f"{made.shares.others} more values not drawn" in made.caption


def test_labels_below_do_not_run_into_each_other() -> None:
    long = {f"a_name_that_is_long_{i}": 10 for i in range(20)}
    ticks = chart(names(**long), names(**long))._ticks()
    assert sum(len(tick.text) + 2 for tick in ticks) <= 64
    assert all(len(tick.text) <= 9 for tick in ticks)
    assert all(0 < tick.at < 1 for tick in ticks)


def test_a_median_beyond_the_cells_stands_at_their_end() -> None:
    made = chart(normal(0), normal(1, seed=1))
    assert (made._position(-1e9), made._position(1e9)) == (0.0, 1.0)


def test_times_are_dates() -> None:
    days = np.arange(40)
    made = chart(TimeSummary(numbers(*(DAY * days))), TimeSummary(numbers(*(DAY * (days + 20)))))
    assert made.sentence.startswith("x: median 20 Jan before, 9 Feb now;")
    assert "temporal" in str(made.spec().to_dict())


def test_other_kinds_have_no_chart() -> None:
    assert now_over_reference("x", normal(0), names(a=1)) is None
    assert now_over_reference("x", None, None) is None
    assert now_over_reference("x", numbers(nulls=2), numbers(nulls=3)) is None
