"""The top share."""

from __future__ import annotations

from tests.metrics.examples import lines, mix

from gnomon.metrics.quality.top_share import top_share


def test_it_is_the_share_of_the_most_frequent_current_value() -> None:
    assert top_share(mix([1, 1], [3, 1])) == 0.75
    assert top_share(lines([1], [1, 2, 2, 3])) == 0.5
