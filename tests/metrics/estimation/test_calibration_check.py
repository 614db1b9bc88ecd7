"""Whether a calibration holds in windows that it has not seen."""

from __future__ import annotations

import numpy as np

from gnomon.metrics.calibration import Calibration
from gnomon.metrics.estimation.calibration_check import check, split
from gnomon.profiles.outcomes.binary import BinaryOutcome


def window(seed: int, shift: float = 0.0) -> BinaryOutcome:
    draw = np.random.default_rng(seed)
    p = draw.beta(1, 2, 2000)
    y = (draw.random(2000) < np.clip(p + shift, 0, 1)).astype(np.int8)
    return BinaryOutcome.of(y, y, p)


def test_a_relation_that_stays_is_calibrated() -> None:
    even, odd = split([window(seed) for seed in range(8)])
    fit = Calibration.fit(even)
    assert fit is not None
    found = check(fit, odd)
    assert found is not None
    assert found.rows == 8000
    assert not found.uncalibrated


def test_a_relation_that_changes_from_window_to_window_is_not() -> None:
    even, odd = split([window(seed, 0.2 * (seed % 2)) for seed in range(8)])
    fit = Calibration.fit(even)
    assert fit is not None
    found = check(fit, odd)
    assert found is not None
    assert found.uncalibrated


def test_without_odd_windows_there_is_no_check() -> None:
    fit = Calibration.fit(window(0))
    assert fit is not None
    assert check(fit, []) is None
