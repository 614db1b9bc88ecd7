"""How far numbers seem to be off, from the predictions alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.metrics.calibration import joined
from gnomon.metrics.estimate import Absent, Measured, normal
from gnomon.profiles.outcomes.losses_by_prediction import LossesByPrediction
from gnomon.profiles.outcomes.regression import RegressionOutcome

Floats = npt.NDArray[np.float64]

CELLS = 20
"""Cells of predictions of about equal mass."""


@dataclass(frozen=True, eq=False)
class LossTable:
    """What predictions of each size lost in the reference, frozen with it.

    Attributes:
        edges: `(C - 1,)` the least prediction of each cell but the first.
        rows: `(C,)` reference rows of each cell.
        ratios: `(C,)` those of them with a relative loss.
        means: `(5, C)` mean |r|, r^2, r^4, |r / y|, (r / y)^2 of each; 0 where there is no row.

    Example:
        >>> y, yhat = np.array([1.0, 3.0, 8.0, 12.0]), np.array([2.0, 2.0, 10.0, 10.0])
        >>> LossTable.fit(RegressionOutcome.of(y, yhat)).means[0].tolist()
        [1.0, 2.0]
    """

    edges: Floats
    rows: Floats
    ratios: Floats
    means: Floats

    @classmethod
    def fit(cls, outcome: RegressionOutcome) -> LossTable | None:
        """Fit on the rows with a target.

        Args:
            outcome: The reference's.

        Returns:
            None without a row that has a target.
        """
        losses = outcome.by_prediction
        if not losses.sums:
            return None
        rows, ratios = losses.counts.astype(np.float64), losses.ratios.astype(np.float64)
        start = joined(rows, float(rows.sum()) / CELLS)
        m, r = np.add.reduceat(rows, start), np.add.reduceat(ratios, start)
        means = np.stack([_mean(losses, place, start) for place in range(5)])
        return cls(losses.values[start][1:], m, r, means)

    def weights(self, outcome: RegressionOutcome) -> Floats:
        """Rows of an outcome in each cell, with or without a target: `(C,)`."""
        known = outcome.by_prediction
        values = np.concatenate((known.values, outcome.untargeted.points()))
        counts = np.concatenate((known.counts, outcome.untargeted.histogram.counts))
        places = np.searchsorted(self.edges, values, side="right")
        return np.asarray(np.bincount(places, counts, len(self.rows)), np.float64)


def from_predictions(
    table: LossTable, outcome: RegressionOutcome, between: Mapping[str, float] | None = None
) -> dict[str, Measured]:
    """Estimate mae, rmse and mape of an outcome as if its targets were not known.

    Right while a prediction of some size is as far off as it was in the reference.

    Args:
        table: The reference's.
        outcome: The current one; every row with a prediction counts.
        between: Variance of realised minus estimated between windows, by metric.

    Returns:
        Estimate by the metric's name.

    Source: post-stratification; what NannyML's direct loss estimation does with a second model.

    Example:
        >>> y, yhat = np.array([1.0, 3.0, 8.0, 12.0]), np.array([2.0, 2.0, 10.0, 10.0])
        >>> table = LossTable.fit(RegressionOutcome.of(y, yhat))
        >>> now = RegressionOutcome.of(np.full(4, np.nan), np.array([2.0, 2.0, 2.0, 10.0]))
        >>> from_predictions(table, now)["mae"].value
        1.25
    """
    weights, wobble = table.weights(outcome), between or {}
    n = float(weights.sum())
    if not n:
        return dict.fromkeys(("mae", "rmse", "mape"), Absent("no row has a prediction"))
    size, square, fourth, ratio, ratio_square = table.means
    share = weights / n
    mae, mse = float(share @ size), float(share @ square)
    rmse = math.sqrt(mse)
    rmse_se = _error(weights, fourth - square**2, table.rows) / (2 * rmse) if rmse else 0.0
    # Rows whose target is 0 have no relative loss; each cell is taken to have as many as it had.
    relative = weights * table.ratios / table.rows
    return {
        "mae": _banded(mae, _error(weights, square - size**2, table.rows), n, wobble.get("mae", 0.0)),
        "rmse": _banded(rmse, rmse_se, n, wobble.get("rmse", 0.0)),
        "mape": _relative(relative, ratio, ratio_square - ratio**2, table.ratios, wobble.get("mape", 0.0)),
    }


def _mean(losses: LossesByPrediction, place: int, start: npt.NDArray[np.int64]) -> Floats:
    rows = (losses.counts if place < 3 else losses.ratios).astype(np.float64)  # noqa: PLR2004 - as `means`
    total = np.add.reduceat(np.nan_to_num(losses.means(place)) * rows, start)
    return np.asarray(total / np.maximum(np.add.reduceat(rows, start), 1.0))


def _error(weights: Floats, variance: Floats, known: Floats) -> float:
    """The standard error of a weighted mean of losses: of the losses themselves, and of the cells' means."""
    spread, n = np.maximum(variance, 0.0), float(weights.sum())
    parts = weights * spread / n**2 + (weights / n) ** 2 * spread / np.maximum(known, 1.0)
    return math.sqrt(float(parts.sum()))


def _banded(value: float, se: float, n: float, between: float) -> Measured:
    return normal(value, math.sqrt(se * se + between), round(n), 0.0)


def _relative(weights: Floats, ratio: Floats, variance: Floats, known: Floats, between: float) -> Measured:
    n = float(weights.sum())
    if not n:
        return Absent("no row of the reference has a target that is not 0")
    return _banded(float(weights @ ratio) / n, _error(weights, variance, known), n, between)
