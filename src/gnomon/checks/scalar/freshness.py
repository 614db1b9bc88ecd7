"""Freshness: how old the newest event is at the end of a window, in seconds. Only too old is wrong."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.checks.scalar import deviation, positive
from gnomon.checks.scalar.deviation import Deviation, Law, Side
from gnomon.checks.scalar.usual import Usual
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]

LEAST_AGE = 1.0  # seconds: what is younger differs by chance of the clock only


def prepare(reference: Floats, current: Floats) -> tuple[Floats, Floats]:
    """Logarithms of ages, none below a second."""
    old, now = (np.log(np.maximum(side, LEAST_AGE)) for side in (reference, current))
    return np.asarray(old), np.asarray(now)


def restore(values: Floats, reference: Floats) -> Floats:
    """Back to seconds."""
    return np.asarray(np.exp(values))


def deviate(usual: Usual, reference: Side, current: Side, stretch: Stretch, expected: Floats) -> Deviation:
    """How far each stretch lies from what is usual, in parts of it.

    Source: STATISTICS C.
    """
    return positive.deviate(usual, reference, current, stretch, expected)


LAW = Law(0.0, prepare, restore, deviation.difference, deviate, is_ratio=True, has_rows=False)
