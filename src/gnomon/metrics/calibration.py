"""What a score is worth: the share of positives that it had in the reference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.metrics.isotonic import isotonic
from gnomon.metrics.roc import curve
from gnomon.profiles.outcomes.binary import BinaryOutcome

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAST_ROWS = 50
"""Rows that a bucket is joined to have at least."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """A map from scores to chances, never falling, frozen with the reference.

    Attributes:
        edges: `(C - 1,)` the least score of each step but the first.
        chances: `(C,)` chance of a positive on each step.
        blocks: `(C,)` steps that were fitted as one have the same number.
        rows: `(B,)` reference rows of each block.

    Example:
        >>> target = np.repeat(np.array([0, 1, 0, 1], np.int8), (90, 10, 20, 80))
        >>> score = np.repeat([0.2, 0.7], 100)
        >>> c = Calibration.fit(BinaryOutcome.of(target, target, score))
        >>> c.chances.round(4).tolist(), c.of(np.array([0.1, 0.9])).round(4).tolist()
        ([0.104, 0.797], [0.104, 0.797])
    """

    edges: Floats
    chances: Floats
    blocks: Ints
    rows: Floats

    @classmethod
    def fit(cls, outcome: BinaryOutcome) -> Calibration | None:
        """Fit on the rows with a target.

        Args:
            outcome: The reference's.

        Returns:
            None without a row that has a score and a target.
        """
        bins = curve(outcome.positives, outcome.negatives)
        rows = (bins.reference + bins.current).astype(np.float64)
        if not len(rows):
            return None
        start = joined(rows)
        m, positives = np.add.reduceat(rows, start), np.add.reduceat(bins.reference.astype(np.float64), start)
        chances, blocks = isotonic((positives + 0.5) / (m + 1), m)
        return cls(bins.lows[start][1:], chances, blocks, np.asarray(np.bincount(blocks, m), np.float64))

    def places(self, scores: Floats) -> Ints:
        """The step of each score: `(n,)`."""
        return np.searchsorted(self.edges, scores, side="right").astype(np.int64)

    def of(self, scores: Floats) -> Floats:
        """The chance of a positive at each score: `(n,)`."""
        return self.chances[self.places(scores)]


def joined(rows: Floats, least: float = LEAST_ROWS) -> Ints:
    """Join neighbouring buckets until each group has enough rows; a short last one joins its neighbour.

    Args:
        rows: `(B,)` rows of each bucket.
        least: Rows that a group must have.

    Returns:
        `(C,)` where each group begins, the first at 0.

    Example:
        >>> joined(np.array([30.0, 30.0, 60.0, 10.0])).tolist()
        [0, 2]
    """
    starts, held = [0], 0.0
    for place, count in enumerate(rows.tolist()):
        if held >= least:
            starts.append(place)
            held = 0.0
        held += count
    if held < least and len(starts) > 1:
        starts.pop()
    return np.array(starts, np.int64)
