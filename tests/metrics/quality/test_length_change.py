"""Changed lengths."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.length_change import length_change
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.null import NullSummary
from gnomon.sketches.histogram import Histogram


def sized(lengths: list[float]) -> CategorySummary:
    return CategorySummary(lengths=Histogram.of(np.array(lengths)), nulls=1)


def test_it_is_the_distance_of_the_lengths() -> None:
    assert length_change(Pair(sized([1, 2, 3, 4]), sized([1, 2, 9, 9]))) == pytest.approx(0.5)
    assert length_change(Pair(sized([1, 2, 3]), sized([1, 2, 3]))) == 0.0


def test_without_strings_there_is_no_length() -> None:
    assert length_change(Pair(sized([1]), NullSummary(2))) is None
