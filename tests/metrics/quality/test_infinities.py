"""Infinities."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.infinities import infinity_share
from gnomon.profiles.number import NumberSummary


def test_infinities_of_both_signs_are_a_share_of_all_rows() -> None:
    side = NumberSummary.of(np.array([1.0, -np.inf, np.inf]), nulls=1)
    assert infinity_share(Pair(NumberSummary(), side)) == 0.5
