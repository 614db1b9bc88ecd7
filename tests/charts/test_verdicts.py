"""The verdict strip on a time axis."""

from __future__ import annotations

import re

import pytest
from tests.charts.sides import days, verdicts

from gnomon.charts.verdicts import FINE, HIGH, Verdicts, verdicts_over_time
from gnomon.checks.verdict import SEVERITY, Status

STATUSES: list[Status] = list(SEVERITY)


def chart(statuses: list[Status | None], most: int = 400) -> Verdicts:
    """A cell a day; None is a day that is not there."""
    series = days([None if status is None else 0.0 for status in statuses])
    known = [status for status in statuses if status is not None]
    made = verdicts_over_time(verdicts(series, dict(enumerate(known))), most)
    assert made is not None
    return made


def test_each_status_has_its_own_height_or_shape() -> None:
    made = chart(STATUSES)
    assert made.cells == tuple(STATUSES)
    assert [row[1] for row in made.table().rows] == [status.replace("_", " ") for status in STATUSES]
    for status in STATUSES:
        assert f'class="w-{status}"' in made.svg()
        assert f"v-{HIGH[status]}h" in made.svg()
    assert 'class="s-cross"' in made.svg()
    assert len(made.spec().to_dict()["layer"]) == len(STATUSES)


def test_no_windows_have_no_strip() -> None:
    assert verdicts_over_time([]) is None


def test_windows_drawn_as_one_are_as_bad_as_their_worst_and_all_are_counted() -> None:
    made = chart(["ok"] * 20 + ["violation"], most=4)
    assert made.cells == ("ok", "ok", "ok", "violation")
    assert made.sentence == "last 21 windows: 1 violation, 20 ok, newest violation"
    assert made.caption == "a cell a window; days shown as weeks, each its worst"


def test_a_fine_strip_joins_neighbours() -> None:
    many: list[Status | None] = ["ok"] * (FINE + 100)
    many[10] = many[11] = "violation"
    made = chart(many)
    assert len(made.svg()) < 1500
    assert [path.count("M") for path in re.findall(r'class="w-\w+" d="([^"]*)"', made.svg())] == [2, 1]


@pytest.mark.parametrize("gap", [100, 250])
def test_a_fine_strip_has_a_gap_where_windows_are_missing(gap: int) -> None:
    many: list[Status | None] = ["ok"] * (FINE + 100)
    many[gap] = None
    (path,) = re.findall(r'class="w-ok" d="([^"]*)"', chart(many).svg())
    assert path.count("M") == 2
