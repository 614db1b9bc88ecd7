"""Estimates of performance without targets: fitted on windows of the reference, checked within it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gnomon.metrics import registry
from gnomon.metrics.calibration import Calibration
from gnomon.metrics.estimate import Estimate, Measured
from gnomon.metrics.estimation import by_prediction, calibration_check, cbpe
from gnomon.metrics.estimation.by_prediction import LossTable
from gnomon.metrics.estimation.calibration_check import CalibrationCheck
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.regression import RegressionOutcome


@dataclass(frozen=True, eq=False)
class BinaryEstimator:
    """What a reference tells of scores whose targets are out.

    Attributes:
        calibration: Fitted on all windows.
        check: How the calibration of the even windows held in the odd ones; None with fewer than two windows.
        between: Variance of realised minus estimated between the odd windows, by metric.

    Example:
        >>> import numpy as np
        >>> target = np.repeat(np.array([0, 1, 0, 1], np.int8), (90, 10, 20, 80))
        >>> window = BinaryOutcome.of(target, target, np.repeat([0.2, 0.7], 100))
        >>> estimator = BinaryEstimator.fit([window] * 4)
        >>> estimator.check.uncalibrated, round(estimator.estimate(window)["auc"].value, 3)
        (False, 0.853)
    """

    calibration: Calibration
    check: CalibrationCheck | None
    between: Mapping[str, float]

    @classmethod
    def fit(cls, windows: Sequence[BinaryOutcome]) -> BinaryEstimator | None:
        """Fit on the windows of a reference.

        Args:
            windows: In order of time, with targets; one window leaves nothing to check with.

        Returns:
            None without a row that has a score and a target.
        """
        even, odd = calibration_check.split(windows)
        calibration, half = Calibration.fit(sum(windows, BinaryOutcome())), Calibration.fit(even)
        if calibration is None:
            return None
        if half is None:
            return cls(calibration, None, {})
        pairs = [(registry.measure_outcome(window), cbpe.from_scores(half, window)) for window in odd]
        return cls(calibration, calibration_check.check(half, odd), between(pairs))

    def estimate(self, outcome: BinaryOutcome) -> dict[str, Measured]:
        """The estimate of each metric, with its band."""
        return cbpe.from_scores(self.calibration, outcome, self.between)


@dataclass(frozen=True, eq=False)
class RegressionEstimator:
    """What a reference tells of predicted numbers whose targets are out.

    Attributes:
        table: Fitted on all windows.
        between: Variance of realised minus estimated between the odd windows, by metric.

    Example:
        >>> import numpy as np
        >>> window = RegressionOutcome.of(np.array([1.0, 3.0, 8.0, 12.0]), np.array([2.0, 2.0, 10.0, 10.0]))
        >>> RegressionEstimator.fit([window] * 4).estimate(window)["mae"].value
        1.5
    """

    table: LossTable
    between: Mapping[str, float]

    @classmethod
    def fit(cls, windows: Sequence[RegressionOutcome]) -> RegressionEstimator | None:
        """Fit on the windows of a reference.

        Args:
            windows: In order of time, with targets.

        Returns:
            None without a row that has a target.
        """
        table = LossTable.fit(sum(windows, RegressionOutcome()))
        half = LossTable.fit(sum(windows[::2], RegressionOutcome()))
        if table is None:
            return None
        odd: Sequence[RegressionOutcome] = windows[1::2] if half is not None else ()
        pairs = [(_realised(window), by_prediction.from_predictions(half or table, window)) for window in odd]
        return cls(table, between(pairs))

    def estimate(self, outcome: RegressionOutcome) -> dict[str, Measured]:
        """The estimate of each metric, with its band."""
        return by_prediction.from_predictions(self.table, outcome, self.between)


def between(pairs: Sequence[tuple[Mapping[str, Measured], Mapping[str, Measured]]]) -> dict[str, float]:
    """How far estimates miss between windows, past what their own noise explains.

    Args:
        pairs: Realised and estimated metrics of each held-out window.

    Returns:
        Variance by metric: the mean squared miss without the mean squared standard error, not negative.

    Example:
        >>> realised = [{"mae": Estimate(v, 0, 9, 0.1, 10)} for v in (1.0, 2.0)]
        >>> round(between([(r, {"mae": Estimate(1.5, 0, 9, 0.1, 10)}) for r in realised])["mae"], 6)
        0.24
    """
    found: dict[str, list[float]] = {}
    for realised, estimated in pairs:
        for name, value in estimated.items():
            truth = realised.get(name)
            if isinstance(truth, Estimate) and isinstance(value, Estimate):
                found.setdefault(name, []).append((truth.value - value.value) ** 2 - value.se**2)
    return {name: max(0.0, sum(misses) / len(misses)) for name, misses in found.items()}


def _realised(outcome: Outcome) -> dict[str, Measured]:
    return registry.measure_outcome(outcome)
