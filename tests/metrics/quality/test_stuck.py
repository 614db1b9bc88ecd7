"""Stuck columns."""

from __future__ import annotations

from tests.metrics.examples import mix

from gnomon.metrics.quality.stuck import stuck


def test_one_value_where_the_reference_varied_is_stuck() -> None:
    assert stuck(mix([25, 75, 0, 0], [95, 5, 0, 0])) == 0.0
    assert stuck(mix([25, 25, 25, 25], [95, 5, 0, 0])) == 1.0
    assert stuck(mix([25, 25, 25, 25], [90, 10, 0, 0])) == 0.0


def test_a_column_that_was_constant_before_is_not_stuck_now() -> None:
    assert stuck(mix([100, 0], [100, 0])) == 0.0
