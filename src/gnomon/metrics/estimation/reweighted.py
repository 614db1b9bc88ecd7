"""A second opinion: the reference's own results, weighted to look like now."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.metrics.bins import outside
from gnomon.metrics.calibration import joined
from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Absent, Estimate, Measured
from gnomon.metrics.roc import area_of
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.binary import BinaryOutcome

Floats = npt.NDArray[np.float64]

LEAST_ESS = 0.1
"""Share of the reference's rows that must count in effect."""
MOST_UNSEEN = 0.01
"""Share of the current rows that may lie where the reference had none."""


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What the reference would have scored with the current mix of scores and segments.

    Attributes:
        confusion: The reference's counts, weighted.
        area: The reference's area under the ROC curve, weighted; NaN without both classes.
        effective_rows: Rows that as many equally weighted ones would be worth (Kish).
        rows: The reference's rows.
        unseen: Share of the current rows in cells that the reference has not.

    Example:
        >>> SecondOpinion(Confusion(1, 1, 1, 1), 0.5, 50.0, 1000, 0.0).weak
        True
    """

    confusion: Confusion
    area: float
    effective_rows: float
    rows: int
    unseen: float

    @property
    def weak(self) -> bool:
        """Whether too little of the reference looks like now for it to be worth much."""
        return self.effective_rows < LEAST_ESS * self.rows or self.unseen > MOST_UNSEEN

    def disagrees(self, name: str, first: Measured) -> bool:
        """Whether a first estimate lies more than two of its standard errors from this one.

        Args:
            name: `auc`, or a figure of the confusion: `accuracy`, `precision`, `recall`, …
            first: The first estimate.
        """
        other = self.area if name == "auc" else _value(getattr(self.confusion, name)())
        if isinstance(first, Absent) or math.isnan(other):
            return False
        return abs(first.value - other) > 2 * first.se


def reweighted(reference: Mapping[str, BinaryOutcome], current: Mapping[str, BinaryOutcome]) -> SecondOpinion | None:
    """Weight the reference's cells of score × segment by how common they are now.

    Args:
        reference: Outcome of each segment of one column, with targets; `{"": outcome}` for the whole.
        current: The same now, whatever its targets.

    Returns:
        None without a row on either side.

    Source: importance weighting, Shimodaira 2000; effective rows, Kish 1965; weak weights, Cole & Hernán 2008.

    Example:
        >>> target, above = np.repeat(np.array([0, 1, 1], np.int8), (50, 50, 100)), np.repeat([0, 1], 100)
        >>> past = BinaryOutcome.of(target, above.astype(np.int8), np.repeat([0.2, 0.8], 100))
        >>> now = BinaryOutcome.of(np.full(50, -1, np.int8), np.ones(50, np.int8), np.full(50, 0.8))
        >>> opinion = reweighted({"": past}, {"": now})
        >>> opinion.confusion.accuracy().value, opinion.effective_rows, opinion.weak
        (1.0, 100.0, False)
    """
    cells = [_Cells.of(reference.get(name), outcome) for name, outcome in current.items()]
    now = sum(float(cell.current.sum()) for cell in cells)
    rows = sum(float(outcome.scored) for outcome in reference.values())
    seen = [cell for cell in cells if cell.known.any() and cell.current.any()]
    if not seen:
        return None
    weights = [c.current / c.known * rows / now for c in seen]  # joined cells: none of them is empty
    total = sum(float((c.known * w).sum()) for c, w in zip(seen, weights, strict=True))
    squares = sum(float((c.known * w * w).sum()) for c, w in zip(seen, weights, strict=True))
    sums = np.sum([(c.groups * w).sum(1) for c, w in zip(seen, weights, strict=True)], 0)
    area = _area(seen, weights)
    return SecondOpinion(
        Confusion(*sums.tolist()), area, total**2 / squares, int(rows), sum(c.beyond for c in cells) / now
    )


@dataclass(frozen=True, eq=False)
class _Cells:
    """Cells of score of one segment.

    The reference's four groups, `(4, C)`, the current rows, `(C,)`, and how many of them lie beyond its scores.
    """

    scores: Floats
    groups: Floats
    current: Floats
    beyond: int

    @property
    def known(self) -> Floats:
        return np.asarray(self.groups.sum(0))

    @classmethod
    def of(cls, reference: BinaryOutcome | None, current: BinaryOutcome) -> _Cells:
        above, below = current.predicted
        now = above + below
        if reference is None or not reference.scored:
            return cls(np.zeros(1), np.zeros((4, 1)), np.array([float(now.count)]), now.count)
        past = reference.positives + reference.negatives
        start = joined(past.histogram.counts.astype(np.float64))
        edges = past.ends()[0][start][1:]
        counted = [_counted(group, edges) for group in reference.groups[:4]]
        return cls(
            past.points()[start], np.stack(counted), _counted(now, edges), sum(outside(now, past.low, past.high))
        )


def _counted(scores: NumberSummary, edges: Floats) -> Floats:
    places = np.searchsorted(edges, scores.points(), side="right")
    return np.asarray(np.bincount(places, scores.histogram.counts, len(edges) + 1), np.float64)


def _area(cells: list[_Cells], weights: list[Floats]) -> float:
    """The area over all segments' cells in the order of their scores."""
    scores = np.concatenate([cell.scores for cell in cells])
    tp, fp, fn, tn = np.concatenate([c.groups * w for c, w in zip(cells, weights, strict=True)], 1)
    _, tie = np.unique(scores, return_inverse=True)
    positives, negatives = (np.asarray(np.bincount(tie, each), np.float64) for each in (tp + fn, fp + tn))
    few = min(float(positives.sum()), float(negatives.sum())) <= 1
    return math.nan if few else area_of(positives, negatives, np.zeros(len(positives))).value


def _value(measured: Measured) -> float:
    return measured.value if isinstance(measured, Estimate) else math.nan
