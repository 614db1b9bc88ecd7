"""NaNs."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.nans import nan_share
from gnomon.profiles.number import NumberSummary


def test_nans_are_a_share_of_all_rows() -> None:
    side = NumberSummary.of(np.array([1.0, np.nan, np.inf]), nulls=1)
    assert nan_share(Pair(NumberSummary(), side)) == 0.25
