"""Values out of range."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.raw_rows import numbers

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.out_of_range import out_of_range_share
from gnomon.profiles.number import NumberSummary


def test_infinities_are_out_of_any_range_and_nulls_are_not() -> None:
    reference = NumberSummary.of(np.array([1.0, 3.0]))
    side = NumberSummary.of(np.array([0.0, 1.0, 3.0, 4.0, np.inf, np.nan]), nulls=2)
    assert out_of_range_share(Pair(reference, side)) == 3 / 8


def test_a_reference_without_values_has_no_range() -> None:
    side = NumberSummary.of(np.array([1.0]))
    assert out_of_range_share(Pair(NumberSummary(nulls=1), side)) is None


def test_it_is_that_of_the_raw_rows_in_every_real_column() -> None:
    for raw in numbers():
        low, high = raw.reference.min(), raw.reference.max()
        expected = ((raw.current < low) | (raw.current > high)).sum() / raw.pair.current.rows
        found = out_of_range_share(raw.pair)
        if raw.pair.is_exact:
            assert found == pytest.approx(expected, abs=1e-12), raw.name
        else:
            assert found <= expected + 1e-12, raw.name
