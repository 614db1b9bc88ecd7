"""Whether probabilities add up to what happens."""

from __future__ import annotations

import math

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.metrics.reliability import why_not
from gnomon.profiles.outcomes.binary import BinaryOutcome


@outcome_metric(
    kinds=["binary"],
    formula="(sum of y - sum of p) / sqrt(sum of p (1 - p))",
    low=-math.inf,
    high=math.inf,
    bad="away",
    read="Standard errors by which more happened than was foretold; within ± 2 is chance.",
    scale="score",
    source="Cox 1958; Spiegelhalter 1986",
)
def calibration_in_the_large(outcome: BinaryOutcome) -> Measured:
    """Calibration in the large: how far the number of positives lies from the sum of the probabilities.

    Example:
        >>> import numpy as np
        >>> target, score = np.ones(4, np.int8), np.full(4, 0.5)
        >>> calibration_in_the_large(BinaryOutcome.of(target, target, score)).value
        2.0
    """
    if (absent := why_not(outcome)) is not None:
        return absent
    losses = outcome.losses
    variance = float(losses.p.total - losses.p.squares)
    if variance <= 0:
        return Absent("every probability is 0 or 1", losses.rows)
    return normal((losses.positives - float(losses.p.total)) / math.sqrt(variance), 1.0, losses.rows)
