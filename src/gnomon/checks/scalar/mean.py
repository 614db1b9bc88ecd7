"""A mean of rows, or any number of one's own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.checks.scalar import deviation
from gnomon.checks.scalar.deviation import Deviation, Law, Side
from gnomon.checks.scalar.usual import Usual
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]

MATERIAL = 0.1  # standard deviations of the reference's rows


def unit(usual: Usual, reference: Side) -> float:
    """The standard deviation of the reference's rows; of its windows where sampling variances are not known.

    It is 1 where nothing varies, so that the effect is in the series' own unit.
    """
    known = reference.noise > 0
    if known.any():
        return float(np.sqrt(np.median((reference.noise * reference.rows)[known])))
    return usual.scale or 1.0


def deviate(usual: Usual, reference: Side, current: Side, stretch: Stretch, expected: Floats) -> Deviation:
    """How far the mean of each stretch lies from the usual one, in standard deviations.

    Where nobody knows how a number varies with the rows, its tails are not known either: then it has to lie
    further away than any of the reference's windows, as a share has to.

    Source: STATISTICS C.
    """
    away, variance, noise = deviation.of_means(usual, current, stretch, expected)
    size, is_sampled = unit(usual, reference), bool((reference.noise > 0).any())
    reach = 0.0 if is_sampled else usual.reach(stretch.length, np.ones(len(reference.noise)), reference.places)
    t = deviation.in_errors(away, variance)
    return Deviation(away / size, t, np.sqrt(variance) / size, np.sqrt(noise) / size, reach / size, size)


LAW = Law(MATERIAL, deviation.as_is, deviation.unchanged, deviation.difference, deviate)
