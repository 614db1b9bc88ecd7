"""Near-constant columns."""

from __future__ import annotations

from tests.metrics.examples import mix

from gnomon.metrics.quality.near_constant import near_constant


def test_more_than_ninety_nine_in_a_hundred_are_nearly_all() -> None:
    assert near_constant(mix([1, 1], [99, 1])) == 0.0
    assert near_constant(mix([1, 1], [199, 1])) == 1.0
