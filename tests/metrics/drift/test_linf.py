"""The metric linf."""

from __future__ import annotations

import pytest
from tests.metrics.examples import mix
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.linf import linf


def test_the_worked_example() -> None:
    assert linf(mix([20, 30, 30, 20], [10, 30, 35, 25])) == pytest.approx(0.100000, abs=5e-7)


def test_disjoint_sides_are_as_far_apart_as_can_be() -> None:
    assert linf(mix([5, 0], [0, 7])) == pytest.approx(1.0)


def test_it_is_that_of_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        p, q = (side / side.sum() for side in raw.cells())
        assert linf(raw.pair) == pytest.approx(
            max(abs(a - b) for a, b in zip(p.tolist(), q.tolist(), strict=True)), rel=1e-9, abs=1e-9
        ), raw.name
