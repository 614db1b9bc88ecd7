"""Whether a calibration of some windows holds in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gnomon.metrics.calibration import Calibration
from gnomon.metrics.reliability import Reliability
from gnomon.metrics.roc import curve
from gnomon.profiles.outcomes.binary import BinaryOutcome

TIMES = 3.0
"""Calibration error, in units of what perfect chances have, past which the reference is uncalibrated."""


@dataclass(frozen=True, slots=True)
class CalibrationCheck:
    """What the calibration of even windows loses in odd ones.

    Attributes:
        error: Expected calibration error in the odd windows.
        by_chance: What perfect chances would have on average.
        rows: Rows of the odd windows.

    Example:
        >>> CalibrationCheck(0.05, 0.01, 1000).uncalibrated
        True
    """

    error: float
    by_chance: float
    rows: int

    @property
    def uncalibrated(self) -> bool:
        """Whether chances from the reference do not hold even within it."""
        return self.error > TIMES * self.by_chance


def split(windows: Sequence[BinaryOutcome]) -> tuple[BinaryOutcome, Sequence[BinaryOutcome]]:
    """The even windows together, and the odd ones.

    Example:
        >>> even, odd = split([BinaryOutcome(unusable=n) for n in (1, 2, 4)])
        >>> even.unusable, [window.unusable for window in odd]
        (5, [2])
    """
    return sum(windows[::2], BinaryOutcome()), windows[1::2]


def check(calibration: Calibration, windows: Sequence[BinaryOutcome]) -> CalibrationCheck | None:
    """Check a calibration on windows that it was not fitted on.

    Args:
        calibration: That of the even windows.
        windows: The odd ones, with targets.

    Returns:
        None without a row that has a score and a target.

    Example:
        >>> target = np.repeat(np.array([0, 1, 0, 1], np.int8), (90, 10, 20, 80))
        >>> window = BinaryOutcome.of(target, target, np.repeat([0.2, 0.7], 100))
        >>> check(Calibration.fit(window), [window]).uncalibrated
        False
    """
    held = sum(windows, BinaryOutcome())
    bins = curve(held.positives, held.negatives)
    if not len(bins.values):
        return None
    rows = (bins.reference + bins.current).astype(np.float64)
    found = Reliability.of(calibration.of(bins.values), rows, bins.reference.astype(np.float64))
    return CalibrationCheck(found.error, found.by_chance, int(found.n))
