"""The metric js."""

from __future__ import annotations

import pytest
from scipy.spatial.distance import jensenshannon
from tests.metrics.examples import mix
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.js import js


def test_the_worked_example() -> None:
    assert js(mix([20, 30, 30, 20], [10, 30, 35, 25])) == pytest.approx(0.125108, abs=5e-7)


def test_disjoint_sides_are_as_far_apart_as_can_be() -> None:
    assert js(mix([5, 0], [0, 7])) == pytest.approx(1.0)


def test_it_is_that_of_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        p, q = (side / side.sum() for side in raw.cells())
        assert js(raw.pair) == pytest.approx(jensenshannon(p, q, base=2), rel=1e-9, abs=1e-9), raw.name
