"""A positive number with a long tail: a latency's quantile, a file's size, a cost. Compared as logarithms."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.checks.scalar import deviation
from gnomon.checks.scalar.deviation import Deviation, Law, Side
from gnomon.checks.scalar.usual import Usual
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]

MATERIAL = 0.20


def shift(reference: Floats) -> float:
    """What is added before the logarithm: half of the least positive value where the reference has zeros.

    Example:
        >>> shift(np.array([0.0, 4.0, 10.0])), shift(np.array([4.0, 10.0]))
        (2.0, 0.0)
    """
    return _least(reference) / 2 if (reference == 0).any() else 0.0


def prepare(reference: Floats, current: Floats) -> tuple[Floats, Floats]:
    """Logarithms of both sides; NaN for a negative value. A zero that the reference never had is half its least."""
    added, least = shift(reference), _least(reference) / 2
    return _logs(reference, added, least), _logs(current, added, least)


def restore(values: Floats, reference: Floats) -> Floats:
    """Back to the values themselves."""
    return np.asarray(np.exp(values) - shift(reference))


def deviate(usual: Usual, reference: Side, current: Side, stretch: Stretch, expected: Floats) -> Deviation:
    """How far each stretch lies from what is usual, in parts of it.

    Source: STATISTICS C.
    """
    away, variance, _ = deviation.of_means(usual, current, stretch, expected)
    with np.errstate(over="ignore"):
        effect = np.expm1(away)
    return Deviation(effect, deviation.in_errors(away, variance), np.sqrt(variance), np.zeros_like(away))


def _least(reference: Floats) -> float:
    return float(np.min(reference[reference > 0], initial=np.inf)) if (reference > 0).any() else 1.0


def _logs(values: Floats, added: float, least: float) -> Floats:
    moved = np.where((values == 0) & (added == 0), least, values + added)
    return np.asarray(np.log(np.where((values >= 0) & (moved > 0), moved, np.nan)))


LAW = Law(MATERIAL, prepare, restore, deviation.difference, deviate, is_ratio=True)
