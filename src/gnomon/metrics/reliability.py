"""Probabilities beside what happened, in cells of equal mass."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.metrics.estimate import Absent
from gnomon.metrics.roc import curve
from gnomon.profiles.outcomes.binary import BinaryOutcome

Floats = npt.NDArray[np.float64]

CELLS = 15
"""Cells of equal mass."""
MOST_OUTSIDE = 0.01
"""Share of scores outside [0, 1] past which they are no probabilities, but some other score."""


@dataclass(frozen=True, eq=False)
class Reliability:
    """How far probabilities lie from the shares that they claim.

    Attributes:
        rows: `(C,)` rows of each cell, above zero.
        claimed: `(C,)` mean probability.
        happened: `(C,)` share of positives.

    Example:
        >>> r = Reliability.of(np.array([0.2, 0.8]), np.array([10.0, 10.0]), np.array([2.0, 5.0]), cells=2)
        >>> round(r.error, 6), round(r.by_chance, 6)
        (0.15, 0.100925)
    """

    rows: Floats
    claimed: Floats
    happened: Floats

    @classmethod
    def of(cls, p: Floats, rows: Floats, positives: Floats, cells: int = CELLS) -> Reliability:
        """Gather buckets into cells of about equal mass.

        Args:
            p: `(B,)` the probability that stands for each bucket, ascending.
            rows: `(B,)` its rows; more than zero in all.
            positives: `(B,)` those of them that are positive.
            cells: How many cells there may be.
        """
        middle = np.cumsum(rows) - rows / 2
        cell = np.minimum((middle / rows.sum() * cells).astype(np.int64), cells - 1)
        n, sums, hits = (_summed(cell, weights, cells) for weights in (rows, rows * p, positives))
        held = n > 0
        return cls(n[held], sums[held] / n[held], hits[held] / n[held])

    @property
    def n(self) -> float:
        """All rows."""
        return float(self.rows.sum())

    @property
    def error(self) -> float:
        """Expected calibration error: mean |claimed - happened|."""
        return float((self.rows * np.abs(self.claimed - self.happened)).sum() / self.n)

    @property
    def by_chance(self) -> float:
        """The error that perfect probabilities would have on average."""
        spread = self.claimed * (1 - self.claimed) / self.rows
        return float((self.rows * np.sqrt(2 / math.pi * np.maximum(spread, 0.0))).sum() / self.n)

    @property
    def se(self) -> float:
        """Standard error of the error, where it is well above chance."""
        spread = self.claimed * (1 - self.claimed) / self.rows
        return math.sqrt(float(((self.rows / self.n) ** 2 * np.maximum(spread, 0.0)).sum()))


def probabilities(outcome: BinaryOutcome) -> tuple[Floats, Floats, Floats] | None:
    """The buckets of an outcome's scores that are probabilities.

    Returns:
        Probability, rows and positive rows of each bucket, three `(B,)`; None where there is no row.

    Example:
        >>> probabilities(BinaryOutcome()) is None
        True
    """
    bins = curve(outcome.positives, outcome.negatives)
    # The bucket of 1 reaches past it.
    values = np.where(bins.lows == 1.0, 1.0, bins.values)
    held = (bins.lows >= 0) & (bins.lows <= 1)
    rows = (bins.reference + bins.current)[held].astype(np.float64)
    return (values[held], rows, bins.reference[held].astype(np.float64)) if rows.any() else None


def why_not(outcome: BinaryOutcome) -> Absent | None:
    """Why an outcome's scores cannot be read as probabilities; None when they can.

    Example:
        >>> why_not(BinaryOutcome()).reason
        'no row has a target and a score'
    """
    if not outcome.scored:
        return Absent("no row has a target and a score")
    if outcome.outside > MOST_OUTSIDE * outcome.scored:
        return Absent("the scores are no probabilities: too many lie outside [0, 1]", outcome.scored)
    return None


def _summed(cell: npt.NDArray[np.int64], weights: Floats, cells: int) -> Floats:
    return np.asarray(np.bincount(cell, weights, cells), np.float64)
