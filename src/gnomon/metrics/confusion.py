"""Counts of prediction × target of two classes, and what is read off them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gnomon.metrics.estimate import Absent, Measured, normal, share
from gnomon.profiles.outcomes.binary import BinaryOutcome


@dataclass(frozen=True, slots=True)
class Confusion:
    """True and false positives and negatives; whole where counted, any number where expected.

    Attributes:
        tp: Predicted positive, and positive.
        fp: Predicted positive, but negative.
        fn: Predicted negative, but positive.
        tn: Predicted negative, and negative.

    Example:
        >>> c = Confusion(18, 7, 5, 70)
        >>> round(c.f1().value, 6), round(c.f1().se, 6)
        (0.75, 0.069877)
    """

    tp: float
    fp: float
    fn: float
    tn: float

    @classmethod
    def of(cls, outcome: BinaryOutcome) -> Confusion:
        """The exact counts of an outcome at the deployed threshold."""
        return cls(*outcome.counts)

    @property
    def n(self) -> float:
        """All rows."""
        return self.tp + self.fp + self.fn + self.tn

    @property
    def rows(self) -> int:
        """All rows, whole."""
        return round(self.n)

    def accuracy(self) -> Measured:
        """Share of the rows that were predicted right."""
        return share(self.tp + self.tn, self.n) if self.n else Absent("no row has a target")

    def precision(self) -> Measured:
        """Share of the rows predicted positive that are."""
        n = self.tp + self.fp
        return share(self.tp, n) if n else Absent("no row was predicted positive", self.rows)

    def recall(self) -> Measured:
        """Share of the positive rows that were predicted so."""
        n = self.tp + self.fn
        return share(self.tp, n) if n else Absent("no row is positive", self.rows)

    def specificity(self) -> Measured:
        """Share of the negative rows that were predicted so."""
        n = self.tn + self.fp
        return share(self.tn, n) if n else Absent("no row is negative", self.rows)

    def f1(self) -> Measured:
        """Harmonic mean of precision and recall."""
        n = 2 * self.tp + self.fp + self.fn
        if not n:
            return Absent("no row is positive, and none was predicted so", self.rows)
        f = 2 * self.tp / n
        return normal(f, math.sqrt(f * (1 - f) * (2 - f) / n), self.rows, 0.0, 1.0)

    def balanced_accuracy(self) -> Measured:
        """Mean of recall and specificity, by the multinomial delta method."""
        positive, negative = self.tp + self.fn, self.tn + self.fp
        if not positive or not negative:
            return Absent("all rows are of one class", self.rows)
        r, s = self.tp / positive, self.tn / negative
        se = math.sqrt(r * (1 - r) / positive + s * (1 - s) / negative) / 2
        return normal((r + s) / 2, se, self.rows, 0.0, 1.0)

    def mcc(self) -> Measured:
        """Matthews' correlation of prediction and target, by the multinomial delta method.

        Source: Matthews 1975; its gradient by logarithmic differentiation.
        """
        above, below = self.tp + self.fp, self.tn + self.fn
        positive, negative = self.tp + self.fn, self.tn + self.fp
        # Each root by itself: the product of four counts could overflow.
        root = math.sqrt(above) * math.sqrt(below) * math.sqrt(positive) * math.sqrt(negative)
        if not root:
            return Absent("predictions, or targets, are all of one class", self.rows)
        m = (self.tp * self.tn - self.fp * self.fn) / root
        slopes = (
            (self.tp, self.tn / root - m / 2 * (1 / above + 1 / positive)),
            (self.tn, self.tp / root - m / 2 * (1 / below + 1 / negative)),
            (self.fp, -self.fn / root - m / 2 * (1 / above + 1 / negative)),
            (self.fn, -self.fp / root - m / 2 * (1 / below + 1 / positive)),
        )
        se = math.sqrt(sum(count * slope * slope for count, slope in slopes))
        return normal(min(max(m, -1.0), 1.0), se, self.rows, -1.0, 1.0)
