"""What all lanes share: places in time, marks, the reference period."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.charts.every import measured, six_days
from tests.charts.sides import day, days, verdicts

from gnomon.charts import lane
from gnomon.charts.over_time import over_time
from gnomon.charts.verdicts import strip_of
from gnomon.profiles.windows import Window


def test_a_window_stands_at_its_middle_and_a_missing_one_leaves_its_place() -> None:
    assert lane.xs(six_days()) == [83, 250, 583, 750, 917]


def test_the_scale_runs_downwards() -> None:
    y = lane.scale(10.0, 20.0)
    assert (y(10.0), y(15.0), y(20.0)) == (lane.HEIGHT, lane.HEIGHT // 2, 0)


def test_marks_stand_on_the_violations() -> None:
    assert lane.marks(six_days(), [0, 0, 0, 50, 100]) == [(0.75, 0.25), (11 / 12, 0.5)]
    assert lane.marks(six_days(), [0, 0, 0, None, 100]) == [(11 / 12, 0.5)]


def test_so_many_violations_that_they_hide_the_line_have_no_marks() -> None:
    for n, shown in ((lane.MOST_MARKS, True), (lane.MOST_MARKS + 1, False)):
        series = days([0.0] * n)
        over = over_time("x", series, verdicts(series, dict.fromkeys(range(n), "violation")))
        assert over is not None
        assert bool(lane.marks(over, [1] * n)) == shown


@pytest.mark.parametrize(
    ("first", "last", "path"),
    [
        (0, 1, '<path class="p" d="M0 0h333v200h-333z"/>'),
        (-50, 1, '<path class="p" d="M0 0h333v200h-333z"/>'),
        (4, 90, '<path class="p" d="M667 0h333v200h-333z"/>'),
        (-9, -2, ""),
        (30, 40, ""),
    ],
)
def test_the_reference_is_shaded_where_it_lies_within(first: int, last: int, path: str) -> None:
    over = replace(six_days(), reference=Window(day(first).start, day(last).end))
    assert lane.backdrop(over) == path


def test_an_unknown_reference_shades_nothing() -> None:
    over = replace(six_days(), reference=None)
    assert lane.backdrop(over) == ""
    assert lane.period(over) == []


def test_a_specs_reference_ends_with_its_windows() -> None:
    over = replace(six_days(), reference=Window(day(1).start, day(90).end))
    (layer,) = lane.period(over)
    (rows,) = layer.to_dict()["datasets"].values()
    assert rows[0]["end"] == day(5).end.isoformat()
    assert lane.period(replace(over, reference=Window(day(-9).start, day(-8).end))) == []


def test_windows_of_maintenance_are_shaded_in_every_form_and_counted_apart() -> None:
    over = six_days()
    line = replace(over.line, aside=frozenset({day(0).start, day(1).start, day(3).start}))
    made = measured(replace(over, line=line))
    assert made.svg().count('<path class="x" d="M0 0h333v200h-333zM500 0h167v200h-167z"/>') == 1
    (layer,) = lane.aside(made.over)
    (rows,) = layer.to_dict()["datasets"].values()
    assert [row["start"][:10] for row in rows] == ["2013-01-01", "2013-01-02", "2013-01-04"]
    assert lane.period(made.over)[-1].to_dict() == layer.to_dict()
    assert len(made.spec()["layer"]) == len(measured(over).spec()["layer"]) + 1
    assert lane.violations(made.over) == "violation in 2 of 2 windows, 3 more in maintenance"
    assert made.caption.endswith("; grey bars: maintenance, left out")
    assert [row[-1] for row in made.table().rows].count("maintenance") == 3
    strip = strip_of(made.over)
    assert strip.sentence == "last 2 windows: 2 violation, newest violation; 3 more in maintenance"
    assert [row[1] for row in strip.table().rows].count("maintenance") == 3
    assert '<path class="x"' in strip.svg()


def test_an_empty_row_stands_in_every_gap() -> None:
    over = six_days()
    rows = lane.with_gaps(over, [{"n": i} for i in range(5)])
    assert [row.get("n") for row in rows] == [0, 1, None, 2, 3, 4]
    assert rows[2] == {"at": day(1).end.isoformat()}
    assert rows[0]["at"] == "2013-01-01T12:00:00+00:00"


def test_a_number_that_is_none_is_not_known() -> None:
    assert (lane.known(1.5), lane.known(math.nan), lane.known(math.inf)) == (1.5, None, None)


def test_violations_are_counted_among_all_windows() -> None:
    assert lane.violations(six_days()) == "violation in 2 of 5 windows"
