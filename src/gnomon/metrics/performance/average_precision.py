"""The area under the precision-recall curve."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.metrics.estimate import Absent, Estimate, Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.metrics.roc import curve
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.sketches import hashing

Floats = npt.NDArray[np.float64]

DRAWS = 200
"""Bootstrap draws for the interval."""


def step_sum(positives: Floats, negatives: Floats) -> Floats:
    """Sum of recall steps times precision, from the top bucket down.

    Args:
        positives: `(…, C)` positive rows in each bucket, lowest score first.
        negatives: `(…, C)` negative rows.

    Returns:
        `(…)` in [0, 1]; 0 where there is no positive row.

    Example:
        >>> round(float(step_sum(np.array([1.0, 3, 6, 10, 20]), np.array([30.0, 25, 15, 8, 2]))), 6)
        0.771769
    """
    hits, misses = (np.cumsum(each[..., ::-1], -1) for each in (positives, negatives))
    precision = hits / np.maximum(hits + misses, 1.0)
    total = np.maximum(hits[..., -1:], 1.0)
    return np.asarray((positives[..., ::-1] / total * precision).sum(-1))


@outcome_metric(
    kinds=["binary"],
    formula="sum over buckets, from the top, of the step in recall times the precision down to there",
    read="Guessing has the share of positives; it looks at the top of the scores, where auc looks everywhere.",
    scale="rank",
    source="Manning, Raghavan & Schütze 2008, 8.4; 200 Poisson bootstraps (interval)",
)
def average_precision(outcome: BinaryOutcome) -> Measured:
    """Average precision: the precision at each step of recall, averaged.

    The bootstrap is seeded by the counts themselves: the same outcome has the same interval.

    Example:
        >>> target, score = np.array([1, 1, 0, 0, 0], np.int8), np.array([0.9, 0.4, 0.5, 0.2, 0.1])
        >>> round(average_precision(BinaryOutcome.of(target, target, score)).value, 6)
        0.833333
    """
    bins = curve(outcome.positives, outcome.negatives)
    counts = np.stack((bins.reference, bins.current))
    if not counts[0].any():
        return Absent("no scored row is positive", int(counts.sum()))
    seed = hashing.hash_bytes([np.ascontiguousarray(counts).tobytes()])
    drawn = np.random.default_rng(seed).poisson(counts, (DRAWS, *counts.shape)).astype(np.float64)
    values = step_sum(drawn[:, 0], drawn[:, 1])
    value = float(step_sum(*counts.astype(np.float64)))
    low, high = np.quantile(values, (0.025, 0.975)).tolist()
    return Estimate(value, min(low, value), max(high, value), float(values.std(ddof=1)), int(counts.sum()))
