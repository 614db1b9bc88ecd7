"""Cohen's w."""

from __future__ import annotations

import pytest
from tests.metrics.examples import mix
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.cohen_w import cohen_w


def test_categories_that_the_reference_lacks_are_left_to_another_metric() -> None:
    assert cohen_w(mix([5, 0], [5, 5])) == pytest.approx(0.5)


def test_it_is_that_of_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        p, q = ((side / side.sum()).tolist() for side in raw.cells())
        expected = sum((b - a) ** 2 / a for a, b in zip(p, q, strict=True) if a) ** 0.5
        assert cohen_w(raw.pair) == pytest.approx(expected, rel=1e-9, abs=1e-9), raw.name
