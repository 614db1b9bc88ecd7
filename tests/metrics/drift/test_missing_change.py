"""The change of the missing share."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.raw_rows import raw_pairs

from gnomon.metrics.drift.missing_change import missing_change
from gnomon.metrics.pair import Pair
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary


def test_nulls_and_nans_are_missing_and_infinities_are_not() -> None:
    reference = NumberSummary.of(np.array([1.0, np.nan, np.inf]), nulls=1)
    assert missing_change(Pair(reference, NumberSummary.of(np.array([1.0, np.inf])))) == -0.5
    assert missing_change(Pair(reference, NullSummary(3))) == 0.5


def test_it_is_that_of_the_raw_rows_in_every_real_column() -> None:
    for raw in raw_pairs():
        p, q = (
            1 - len(rows) / side.rows
            for rows, side in ((raw.reference, raw.pair.reference), (raw.current, raw.pair.current))
        )
        assert missing_change(raw.pair) == pytest.approx(q - p, abs=1e-12), raw.name
