"""Nulls."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.nulls import null_share
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary


def test_nulls_are_a_share_of_all_rows_and_nan_is_no_null() -> None:
    side = NumberSummary.of(np.array([1.0, np.nan, np.inf]), nulls=1)
    assert null_share(Pair(NumberSummary(), side)) == 0.25
    assert null_share(Pair(NumberSummary(), NullSummary(3))) == 1.0
