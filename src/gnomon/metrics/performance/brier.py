"""How far probabilities lie from what happened."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.metrics.estimate import Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.metrics.reliability import probabilities, why_not
from gnomon.profiles.outcomes.binary import BinaryOutcome


@dataclass(frozen=True, slots=True)
class Murphy:
    """The parts of a Brier score on buckets: `uncertainty - resolution + reliability`.

    Attributes:
        uncertainty: What always saying the share of positives would lose.
        resolution: What telling rows apart wins.
        reliability: What probabilities lose that are not the shares that they claim.
    """

    uncertainty: float
    resolution: float
    reliability: float


def murphy(outcome: BinaryOutcome) -> Murphy | None:
    """The parts of the Brier score, with each bucket's rows at one probability.

    Returns:
        None without a row that has a target and a probability.

    Source: Murphy 1973.

    Example:
        >>> import numpy as np
        >>> target, score = np.array([1, 0, 1, 0], np.int8), np.array([0.75, 0.75, 0.75, 0.25])
        >>> parts = murphy(BinaryOutcome.of(target, target, score))
        >>> [round(x, 6) for x in (parts.uncertainty, parts.resolution, parts.reliability)]
        [0.25, 0.083333, 0.020833]
    """
    found = probabilities(outcome)
    if found is None:
        return None
    p, rows, positives = found
    shares, n, mean = positives / rows, float(rows.sum()), float(positives.sum() / rows.sum())
    return Murphy(
        mean * (1 - mean),
        float((rows * (shares - mean) ** 2).sum() / n),
        float((rows * (p - shares) ** 2).sum() / n),
    )


@outcome_metric(
    kinds=["binary"],
    formula="mean of (p - y)^2",
    bad="up",
    read="0 is perfect; always saying the share s of positives has s (1 - s).",
    scale="error",
    source="Brier 1950; Murphy 1973 (its parts)",
)
def brier(outcome: BinaryOutcome) -> Measured:
    """Brier score: mean squared distance of probability and outcome.

    Example:
        >>> import numpy as np
        >>> target, score = np.array([1, 0], np.int8), np.array([0.5, 0.5])
        >>> brier(BinaryOutcome.of(target, target, score)).value
        0.25
    """
    if (absent := why_not(outcome)) is not None:
        return absent
    sums, n = outcome.losses.brier, outcome.losses.rows
    return normal(sums.mean(n), sums.standard_error(n), n, 0.0, 1.0)
