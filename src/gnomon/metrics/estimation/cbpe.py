"""How good predictions of two classes seem, from their scores alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from gnomon.metrics.calibration import Calibration
from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Absent, Measured, logit, normal
from gnomon.metrics.expected import Expected, Floats
from gnomon.profiles.outcomes.binary import BinaryOutcome

FIGURES: Mapping[str, Callable[[Confusion], Measured]] = {
    "accuracy": Confusion.accuracy,
    "precision": Confusion.precision,
    "recall": Confusion.recall,
    "specificity": Confusion.specificity,
    "f1": Confusion.f1,
    "balanced_accuracy": Confusion.balanced_accuracy,
    "mcc": Confusion.mcc,
}


def from_scores(
    calibration: Calibration, outcome: BinaryOutcome, between: Mapping[str, float] | None = None
) -> dict[str, Measured]:
    """Estimate the metrics of an outcome as if its targets were not known.

    Right while a score means what it meant in the reference: under concept drift the estimate stays calm
    while reality falls. The band adds up the noise of the targets, that of the calibration, and what estimates
    missed in windows of the reference.

    Args:
        calibration: The reference's.
        outcome: The current one; every row with a score counts, with or without a target.
        between: Variance of realised minus estimated between windows, by metric.

    Returns:
        Estimate by the metric's name.

    Source: confidence-based performance estimation, NannyML; Garg et al. 2022.

    Example:
        >>> import numpy as np
        >>> target = np.repeat(np.array([0, 1, 0, 1], np.int8), (90, 10, 20, 80))
        >>> score, above = np.repeat([0.2, 0.7], 100), np.repeat(np.array([0, 1], np.int8), 100)
        >>> past = BinaryOutcome.of(target, above, score)
        >>> now = BinaryOutcome.of(np.full(200, -1, np.int8), above, score)
        >>> round(from_scores(Calibration.fit(past), now)["accuracy"].value, 4)
        0.8465
    """
    expected, wobble = Expected.of(calibration, outcome), between or {}
    if not expected.n:
        absent = Absent("no row has a score")
        return dict.fromkeys((*FIGURES, "auc", "brier", "log_loss"), absent)
    found = {name: _figure(expected, figure, wobble.get(name, 0.0)) for name, figure in FIGURES.items()}
    p, n = expected.p, expected.n
    return {
        **found,
        "auc": _area(expected, wobble.get("auc", 0.0)),
        "brier": _loss(expected, expected.brier, (1 - 2 * p) / n, wobble.get("brier", 0.0), 1.0),
        "log_loss": _loss(expected, expected.log_loss, -_logit(p) / n, wobble.get("log_loss", 0.0), math.inf),
    }


def _logit(p: Floats) -> Floats:
    return np.asarray(np.log(p) - np.log1p(-p))


def _figure(expected: Expected, figure: Callable[[Confusion], Measured], between: float) -> Measured:
    found = figure(expected.confusion)
    if isinstance(found, Absent):
        return found
    se = math.sqrt(sum(expected.variance(expected.slopes_of(figure))) + between)
    low = -1.0 if figure is Confusion.mcc else 0.0
    return normal(found.value, se, round(expected.n), low, 1.0)


def _area(expected: Expected, between: float) -> Measured:
    if not 0 < expected.area < 1:
        return Absent("every row is of one class", round(expected.n))
    se = math.sqrt(sum(expected.variance(expected.area_slopes)) + between)
    return logit(expected.area, se, round(expected.n))


def _loss(expected: Expected, value: float, slopes: Floats, between: float, high: float) -> Measured:
    se = math.sqrt(sum(expected.variance(slopes)) + between)
    return normal(value, se, round(expected.n), 0.0, high)
