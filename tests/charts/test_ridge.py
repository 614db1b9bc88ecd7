"""Ridge: an outline a window, for a few windows."""

from __future__ import annotations

import math

import pytest
from tests.charts.every import six_days
from tests.charts.sides import days, names, normal, numbers

from gnomon.charts.over_time import OverTime, over_time
from gnomon.charts.ridge import MOST, Ridge, ridge
from gnomon.charts.timeline import Timeline
from gnomon.profiles.summary import Summary


def chart(over: OverTime, reference: Summary | None) -> Ridge:
    made = ridge(over, reference)
    assert made is not None
    return made


def test_every_window_is_a_whole() -> None:
    made = chart(six_days(), normal(0))
    assert made.cells.sum(axis=1) == pytest.approx(1)
    assert made.cells.shape == (5, len(made.edges) - 1)
    assert len(made.table().rows) == made.cells.size


def test_it_is_for_at_most_13_windows() -> None:
    for n, drawn in ((MOST, True), (MOST + 1, False)):
        over = over_time("x", days([0.0] * n))
        assert over is not None
        assert (ridge(over, normal(0)) is not None) == drawn


def test_windows_of_the_reference_are_grey() -> None:
    svg = chart(six_days(), normal(0)).svg()
    assert (svg.count('class="rf"'), svg.count('class="cf"')) == (2, 3)


def test_it_says_where_most_was_first_and_last() -> None:
    said = chart(six_days(), normal(0)).sentence
    assert said.startswith("x: most between ")
    assert " in 1 Jan, between " in said
    assert said.endswith(" in 6 Jan.")


def test_a_window_without_values_is_flat() -> None:
    windows = days([0.0, 0.0]).windows
    over = OverTime("x", Timeline(windows), (normal(0), numbers(nulls=3)), (None, None))
    made = chart(over, None)
    assert made.cells[1].sum() == 0
    assert math.isnan(made.median)
    assert len(made.spec().to_dict()["layer"]) == 4  # an outline and a label a window, and no median


def test_names_and_nothing_have_no_ridge() -> None:
    windows = Timeline(days([0.0]).windows)
    assert ridge(OverTime("x", windows, (names(a=1),), (None,)), names(a=1)) is None
    assert ridge(OverTime("x", windows, (numbers(nulls=1),), (None,)), None) is None
