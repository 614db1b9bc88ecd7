"""Rows whose targets are not known, each positive with a chance."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gnomon.metrics.calibration import Calibration
from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Absent, Measured
from gnomon.profiles.outcomes.binary import BinaryOutcome

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

STEP = 1e-4
"""Step of numeric slopes, as a share of the least count: far above rounding, and its square far below any curve."""


@dataclass(frozen=True, eq=False)
class Expected:
    """Buckets of rows by score and prediction, with the chance that a row of each is positive.

    Attributes:
        scores: `(C,)` the score that stands for each bucket, ascending.
        chances: `(C,)` chance of a positive.
        rows: `(C,)` rows of each bucket.
        predicted: `(C,)` whether they were predicted positive.
        blocks: `(C,)` the block of the calibration that gave the chance.
        known: `(B,)` reference rows of each block.

    Example:
        >>> c = np.array([0.05, 0.2, 0.5, 0.8, 0.95])
        >>> rows, above = np.array([400.0, 250, 150, 120, 80]), np.arange(5) >= 2
        >>> e = Expected(c, c, rows, above, np.arange(5), np.full(5, np.inf))
        >>> e.confusion
        Confusion(tp=247.0, fp=103.0, fn=70.0, tn=580.0)
        >>> round(e.area, 6), round(e.brier, 6), round(e.log_loss, 6)
        (0.877094, 0.1195, 0.384408)
    """

    scores: Floats
    chances: Floats
    rows: Floats
    predicted: Flags
    blocks: Ints
    known: Floats

    @classmethod
    def of(cls, calibration: Calibration, outcome: BinaryOutcome) -> Expected:
        """What a calibration says of all rows of an outcome that have a score, whatever their targets.

        Args:
            calibration: The reference's.
            outcome: The current one.
        """
        sides = outcome.predicted
        scores = np.concatenate([side.points() for side in sides])
        rows = np.concatenate([side.histogram.counts for side in sides]).astype(np.float64)
        predicted = np.repeat([True, False], [len(side.histogram.counts) for side in sides])
        order = np.argsort(scores, kind="stable")
        places = calibration.places(scores[order])
        return cls(
            scores[order],
            calibration.chances[places],
            rows[order],
            predicted[order],
            calibration.blocks[places],
            calibration.rows,
        )

    @property
    def n(self) -> float:
        """All rows."""
        return float(self.rows.sum())

    @cached_property
    def confusion(self) -> Confusion:
        """The expected counts."""
        positive = self.rows * self.chances
        tp, above = float(positive[self.predicted].sum()), float(self.rows[self.predicted].sum())
        fn = float(positive.sum()) - tp
        return Confusion(tp, above - tp, fn, self.n - above - fn)

    @cached_property
    def _ties(self) -> tuple[Floats, Floats]:
        """Expected negatives below each bucket's score, and expected positives above it; equal ones half."""
        ones, zeros = self.rows * self.chances, self.rows * (1 - self.chances)
        _, tie = np.unique(self.scores, return_inverse=True)
        p, n = np.bincount(tie, ones), np.bincount(tie, zeros)
        return (np.cumsum(n) - n / 2)[tie], (p.sum() - np.cumsum(p) + p / 2)[tie]

    @cached_property
    def area(self) -> float:
        """The expected area under the ROC curve; NaN without a row that may be either."""
        ones, zeros = self.rows * self.chances, self.rows * (1 - self.chances)
        pairs = float(ones.sum()) * float(zeros.sum())
        return float((ones * self._ties[0]).sum()) / pairs if pairs else math.nan

    @property
    def area_slopes(self) -> Floats:
        """How the area moves with one more positive, and one less negative, in each bucket: `(C,)`."""
        ones, zeros = float((self.rows * self.chances).sum()), float((self.rows * (1 - self.chances)).sum())
        below, above = self._ties
        return np.asarray((below - above) / (ones * zeros) - self.area * (1 / ones - 1 / zeros))

    @property
    def p(self) -> Floats:
        """The scores as probabilities, clipped to [1e-15, 1 - 1e-15]: `(C,)`."""
        return np.clip(self.scores, 1e-15, 1 - 1e-15)

    @property
    def brier(self) -> float:
        """The expected Brier score of the raw scores: that of the chances, and what the scores lie off them."""
        c = self.chances
        return float((self.rows * (c * (1 - c) + (self.p - c) ** 2)).sum()) / self.n

    @property
    def log_loss(self) -> float:
        """The expected log loss of the raw scores."""
        c, p = self.chances, self.p
        return -float((self.rows * (c * np.log(p) + (1 - c) * np.log1p(-p))).sum()) / self.n

    def variance(self, slopes: Floats) -> tuple[float, float]:
        """The two variances of a number that moves with the positives of each bucket.

        Args:
            slopes: `(C,)` its change with one more positive row in each bucket.

        Returns:
            Of sampling (Poisson-binomial targets), and of the calibration (each block's chance is a share).
        """
        spread = self.rows * self.chances * (1 - self.chances)
        sampling = float((spread * slopes**2).sum())
        moved = np.bincount(self.blocks, self.rows * slopes, len(self.known))
        chance = np.zeros(len(self.known))
        chance[self.blocks] = self.chances
        return sampling, float((moved**2 * chance * (1 - chance) / self.known).sum())

    def slopes_of(self, figure: Callable[[Confusion], Measured]) -> Floats:
        """How a figure of the confusion moves with one more positive in each bucket: `(C,)`.

        Args:
            figure: A method of `Confusion`.
        """
        c = self.confusion

        def slope(tp: float, fn: float) -> float:
            ends = (figure(Confusion(c.tp + s * tp, c.fp - s * tp, c.fn + s * fn, c.tn - s * fn)) for s in (1, -1))
            high, low = (math.nan if isinstance(end, Absent) else end.value for end in ends)
            return (high - low) / (2 * max(tp, fn))

        above, below = STEP * min(c.tp, c.fp), STEP * min(c.fn, c.tn)
        up = slope(above, 0.0) if above > 0 else 0.0
        return np.where(self.predicted, up, slope(0.0, below) if below > 0 else 0.0)
