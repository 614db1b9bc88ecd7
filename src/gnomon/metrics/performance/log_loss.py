"""How much probability was given to what then happened."""

from __future__ import annotations

import math

from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.metrics.reliability import why_not
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome


@outcome_metric(
    kinds=["binary", "multiclass"],
    formula="mean of -ln(probability of what happened), clipped to [1e-15, 1 - 1e-15]",
    high=math.inf,
    bad="up",
    read="0 is perfect, 0.69 a coin for two classes; a few rows that were sure and wrong can make it large.",
    scale="error",
    source="Good 1952",
)
def log_loss(outcome: BinaryOutcome | MulticlassOutcome) -> Measured:
    """Log loss: the mean surprise at what happened, in nats.

    Example:
        >>> import numpy as np
        >>> target, score = np.array([1, 0], np.int8), np.array([0.5, 0.5])
        >>> round(log_loss(BinaryOutcome.of(target, target, score)).value, 6)
        0.693147
    """
    if isinstance(outcome, BinaryOutcome):
        sums, n = outcome.losses.log_loss, outcome.losses.rows
        if (absent := why_not(outcome)) is not None:
            return absent
    else:
        sums, n = outcome.log_loss, outcome.scored
        if not n:
            return Absent("no row has a target and a probability for each class", outcome.targeted)
    return normal(sums.mean(n), sums.standard_error(n), n, 0.0)
