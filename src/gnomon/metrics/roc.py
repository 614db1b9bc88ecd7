"""The area under the ROC curve, from counts of both classes over the buckets of a score."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.metrics import bins
from gnomon.metrics.bins import Bins
from gnomon.metrics.estimate import Absent, Estimate, Measured, logit, share
from gnomon.profiles.number import NumberSummary

Floats = npt.NDArray[np.float64]

LEAST = 2
"""Rows of each class without which there is no interval, and so no area."""
FEW = 10
"""Rows of a class below which the simpler error is used, and no error of an area is to be relied on for a test."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its two standard errors and what the buckets leave open.

    Attributes:
        value: Chance that a positive row has a higher score than a negative one; equal ones count half.
        bound: The exact area of the raw rows lies within ± this; 0 when each bucket is one score.
        se: DeLong's standard error, with a bucket's rows as ties.
        simple_se: Hanley and McNeil's.

    Example:
        >>> area = area_of(np.array([1.0, 3, 6, 10, 20]), np.array([30.0, 25, 15, 8, 2]), np.ones(5))
        >>> [round(x, 6) for x in (area.value, area.bound, area.se, area.simple_se)]
        [0.886719, 0.049219, 0.031957, 0.036351]
    """

    value: float
    bound: float
    se: float
    simple_se: float


def area_of(positives: Floats, negatives: Floats, widths: Floats) -> Area:
    """The area under the curve.

    Args:
        positives: `(C,)` positive rows in each bucket, lowest score first; at least 2 in all.
        negatives: `(C,)` negative rows; at least 2 in all.
        widths: `(C,)` of the buckets; 0 where one holds a single score.

    Source: DeLong, DeLong & Clarke-Pearson 1988 with ties; Hanley & McNeil 1982.
    """
    p, n = float(positives.sum()), float(negatives.sum())
    above_negatives = (np.cumsum(negatives) - negatives / 2) / n
    below_positives = (p - np.cumsum(positives) + positives / 2) / p
    value = float((positives * above_negatives).sum() / p)
    bound = float((positives * negatives)[widths > 0].sum() / (2 * p * n))
    variance = float((positives * (above_negatives - value) ** 2).sum() / ((p - 1) * p))
    variance += float((negatives * (below_positives - value) ** 2).sum() / ((n - 1) * n))
    centre = value if 0 < value < 1 else (value * p * n + 0.5) / (p * n + 1)
    q1, q2 = centre / (2 - centre), 2 * centre**2 / (1 + centre)
    simple = centre * (1 - centre) + (p - 1) * (q1 - centre**2) + (n - 1) * (q2 - centre**2)
    return Area(value, bound, math.sqrt(variance), math.sqrt(max(simple, 0.0) / (p * n)))


def curve(positives: NumberSummary, negatives: NumberSummary) -> Bins:
    """Scores of both classes on common buckets: `reference` counts the positives, `current` the negatives."""
    return bins.common(positives, negatives)


def measured(positives: NumberSummary, negatives: NumberSummary) -> Measured:
    """The area with its interval on the logit.

    Of an area of 0 or 1 the logit knows no end, so its interval is Wilson's for as many trials as the rarer class
    has rows: the variance of an area is at most that of such a share (Birnbaum & Klose 1957).

    Args:
        positives: Scores of the positive rows.
        negatives: Scores of the negative rows.

    Example:
        >>> scores = NumberSummary.of(np.array([0.2, 0.6, 0.8, 0.9])), NumberSummary.of(np.array([0.1, 0.3, 0.7]))
        >>> round(measured(*scores).value, 6)
        0.75
    """
    p, n = positives.count, negatives.count
    if min(p, n) < LEAST:
        return Absent("fewer than two scored rows of a class", p + n)
    bins = curve(positives, negatives)
    area = area_of(bins.reference.astype(np.float64), bins.current.astype(np.float64), bins.widths)
    if area.value in (0.0, 1.0):
        ends = share(area.value * min(p, n), min(p, n))
        return Estimate(area.value, ends.low, ends.high, area.simple_se, p + n)
    return logit(area.value, area.simple_se if min(p, n) < FEW else area.se, p + n)
