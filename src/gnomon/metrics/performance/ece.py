"""Whether probabilities are the shares that they claim."""

from __future__ import annotations

from gnomon.metrics.estimate import Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.metrics.reliability import Reliability, probabilities, why_not
from gnomon.profiles.outcomes.binary import BinaryOutcome


def reliability_of(outcome: BinaryOutcome) -> Reliability | Measured:
    """The fifteen cells of an outcome's probabilities, or why there are none."""
    if (absent := why_not(outcome)) is not None:
        return absent
    found = probabilities(outcome)
    assert found is not None  # noqa: S101 - `why_not` has seen a row
    return Reliability.of(*found)


@outcome_metric(
    kinds=["binary"],
    formula="sum of n_b / n |P_b / n_b - mean p_b| over 15 cells of equal mass",
    bad="up",
    read="Perfect probabilities have about ece_by_chance, since cells are finite: compare with that.",
    source="Naeini, Cooper & Hauskrecht 2015",
)
def ece(outcome: BinaryOutcome) -> Measured:
    """Expected calibration error: mean distance of what probabilities claim and what happens.

    Example:
        >>> import numpy as np
        >>> target, score = np.array([1, 0, 0, 0], np.int8), np.array([0.5, 0.5, 0.5, 0.5])
        >>> ece(BinaryOutcome.of(target, target, score)).value
        0.25
    """
    found = reliability_of(outcome)
    return normal(found.error, found.se, int(found.n), 0.0, 1.0) if isinstance(found, Reliability) else found


@outcome_metric(
    kinds=["binary"],
    formula="sum of n_b / n sqrt(2 / pi p_b (1 - p_b) / n_b) over the same cells",
    bad="up",
    read="What ece would be on average if every probability were right.",
    source="Mean of the absolute value of a normal variable",
)
def ece_by_chance(outcome: BinaryOutcome) -> Measured:
    """Expected calibration error of perfect probabilities.

    Example:
        >>> import numpy as np
        >>> target, score = np.array([1, 0, 0, 0], np.int8), np.array([0.5, 0.5, 0.5, 0.5])
        >>> round(ece_by_chance(BinaryOutcome.of(target, target, score)).value, 6)
        0.199471
    """
    found = reliability_of(outcome)
    return normal(found.by_chance, 0.0, int(found.n), 0.0, 1.0) if isinstance(found, Reliability) else found
