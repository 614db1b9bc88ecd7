"""The energy distance."""

from __future__ import annotations

import pytest
from scipy.stats import energy_distance
from tests.metrics.examples import X, Y, lines
from tests.metrics.raw_rows import numbers

from gnomon.metrics.drift.energy import energy
from gnomon.metrics.pair import Pair
from gnomon.profiles.time import TimeSummary


def test_the_worked_example() -> None:
    assert energy(lines(X, Y)) == pytest.approx(1.180395, abs=5e-7)


def test_times_are_told_in_roots_of_seconds() -> None:
    a, b = (TimeSummary(side) for side in lines([0.0], [8e6]).numbers)
    assert energy(Pair(a, b)) == pytest.approx(4.0)


def test_it_is_that_of_scipy_on_the_raw_rows_in_every_real_column() -> None:
    for raw in numbers():
        unit = 1e3 if raw.pair.kind == "time" else 1.0
        expected = energy_distance(raw.reference, raw.current) / unit
        tolerance = 1e-9 if raw.pair.is_exact else 0.02
        assert energy(raw.pair) == pytest.approx(expected, rel=tolerance, abs=1e-9), raw.name
