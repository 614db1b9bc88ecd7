"""The shift of the mean."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.examples import lines
from tests.metrics.raw_rows import numbers

from gnomon.metrics.drift.mean_shift import mean_change, mean_shift
from gnomon.metrics.pair import Pair
from gnomon.profiles.time import TimeSummary


def test_a_constant_reference_leaves_the_change_in_data_units() -> None:
    pair = lines([2.0, 2.0], [3.0, 4.0])
    assert mean_shift(pair) is None
    assert mean_change(pair) == 1.5


def test_times_are_told_in_seconds() -> None:
    a, b = (TimeSummary(side) for side in lines([0.0, 2e6], [3e6, 5e6]).numbers)
    assert mean_change(Pair(a, b)) == 3.0


def test_it_is_that_of_numpy_on_the_raw_rows_in_every_real_column() -> None:
    for raw in numbers():
        unit = 1e6 if raw.pair.kind == "time" else 1.0
        change = (raw.current.mean() - raw.reference.mean()) / unit
        assert mean_change(raw.pair) == pytest.approx(change, rel=1e-9, abs=1e-9), raw.name
        sd = float(np.std(raw.reference, ddof=1)) / unit
        tolerance = 1e-9 if raw.pair.is_exact else 2e-3
        assert mean_shift(raw.pair) == pytest.approx(change / sd, rel=tolerance, abs=1e-9), raw.name
