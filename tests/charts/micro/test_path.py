"""Paths: the shortest text that goes through the points."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from gnomon.charts.micro import path

POINTS = st.lists(st.none() | st.tuples(st.integers(-50, 50), st.integers(-50, 50)), max_size=12)


def visited(drawn: str) -> list[tuple[int, int] | None]:
    """The points that a path goes through, None before each new start but the first."""
    points: list[tuple[int, int] | None] = []
    at = (0, 0)
    for command, numbers in re.findall(r"([Mlhv])([-\d ]*)", drawn):
        found = [int(number) for number in re.findall(r"-?\d+", numbers)]
        if command == "M":
            points += [None] if points else []
            at = (found[0], found[1])
        elif command == "l":
            at = (at[0] + found[0], at[1] + found[1])
        else:
            at = (at[0] + found[0], at[1]) if command == "h" else (at[0], at[1] + found[0])
        points.append(at)
    return points


@given(POINTS)
def test_a_line_goes_through_its_points_and_no_gap(points: list[tuple[int, int] | None]) -> None:
    expected: list[tuple[int, int] | None] = []
    for run in path._runs(points):
        expected += [None] if expected else []
        expected += run * 2 if len(run) == 1 else run  # a single point is a step of nothing, so that it is seen
    assert visited(path.line(points)) == expected


def test_no_line_crosses_a_gap() -> None:
    assert path.line([(0, 1), None, (2, 1), (3, 5)]) == "M0 1h0M2 1l1 4"
    assert path.line([]) == path.line([None]) == ""


def test_an_area_ends_where_either_line_does() -> None:
    assert path.area([(0, 2), None], [(0, 1), (1, 1)]) == "M0 1v1z"
    assert path.area([(0, 2), (1, 2)], [None, None]) == ""
