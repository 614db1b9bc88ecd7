"""Estimates of performance beside what was realised: whether the estimates can still be believed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gnomon.checks import performance_words
from gnomon.checks.merging import Measure
from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.series import judge_scalar
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.metrics import registry
from gnomon.metrics.estimate import Absent, Estimate, Measured
from gnomon.metrics.estimator import BinaryEstimator, RegressionEstimator
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.windows import Window

Estimator = BinaryEstimator | RegressionEstimator

NOT_ESTIMATED = Absent("it is not estimated for this kind of outcome")


def measure(estimator: Estimator, metric: str) -> Measure:
    """The estimate of one metric, as a function of an outcome.

    Args:
        estimator: Fitted on a reference.
        metric: The metric's name, without `estimated_`.
    """

    def of(outcome: Outcome) -> Measured:
        if isinstance(estimator, BinaryEstimator) and isinstance(outcome, BinaryOutcome):
            return estimator.estimate(outcome).get(metric, NOT_ESTIMATED)
        if isinstance(estimator, RegressionEstimator) and isinstance(outcome, RegressionOutcome):
            return estimator.estimate(outcome).get(metric, NOT_ESTIMATED)
        return NOT_ESTIMATED

    return of


def difference(
    metric: str, estimator: Estimator, series: Sequence[Outcome], windows: Sequence[Window]
) -> tuple[Points, list[tuple[float, float]]]:
    """Realised less estimated in each window, NaN where either is not known, and both.

    Its variance is that of the targets, and what estimates missed within the reference.

    Args:
        metric: The metric's name.
        estimator: Fitted on the reference.
        series: Outcomes with their targets.
        windows: Theirs.
    """
    realise, estimate = registry.find_outcome(metric), measure(estimator, metric)
    between = estimator.between.get(metric, 0.0)
    pairs, variance, rows = [], [], []
    for outcome in series:
        truth, guess = realise(outcome), estimate(outcome)
        both = (math.nan, math.nan)
        noise = math.nan
        if isinstance(truth, Estimate) and isinstance(guess, Estimate):
            both, noise = (truth.value, guess.value), truth.se**2 + between
        pairs.append(both)
        variance.append(noise)
        rows.append(truth.n)
    values = [truth - guess for truth, guess in pairs]
    return Points.of(windows, values, rows, variance), pairs


def judge_difference(  # noqa: PLR0913 - both sides with their windows
    metric: str,
    estimator: Estimator,
    reference: Sequence[Outcome],
    current: Sequence[Outcome],
    *,
    windows: Sequence[Window],
    reference_windows: Sequence[Window],
    material: float,
    alpha: float = 0.005,
    first: int = 0,
) -> tuple[ScalarVerdict, ...]:
    """Judge whether estimates still say what is then realised: a violation marks them as unreliable.

    Args:
        metric: The metric's name.
        estimator: Fitted on the reference.
        reference: Outcomes of the reference's windows, with targets.
        current: Outcomes of windows whose targets have come.
        windows: Theirs.
        reference_windows: Those of the reference.
        material: The least difference that matters, in the metric's unit.
        alpha: Chance of a false alarm in a window.
        first: Place of the first window to judge.

    Source: STATISTICS E.
    """
    old, _ = difference(metric, estimator, reference, reference_windows)
    new, pairs = difference(metric, estimator, current, windows)
    found = judge_scalar(
        "mean",
        _in_own_unit(old),
        _in_own_unit(new),
        material=material,
        alpha=alpha,
        name=f"realised less estimated {performance_words.metric(metric)}",
    )
    told = [_told(one, metric, pair, int(n)) for one, pair, n in zip(found, pairs, new.rows, strict=True)]
    return tuple(told)[first:]


def _in_own_unit(points: Points) -> Points:
    """The points as if each stood on rows of variance 1, so that effects are in the metric's own unit."""
    noise = points.noise
    rows = np.where(points.rows > 0, 1 / np.where(noise > 0, noise, 1), 0)
    return Points(points.windows, points.values, rows, points.variance)


def _told(one: ScalarVerdict, metric: str, pair: tuple[float, float], rows: int) -> ScalarVerdict:
    """The verdict in words of its own."""
    if one.window is None or one.status == "no_data" or one.material is None:
        return replace(one, rows=rows)
    realised, estimated = pair
    reason = performance_words.agrees(metric, realised, estimated, one.window)
    if one.status == "insufficient_data":
        reason = performance_words.undecided(metric, realised, estimated, one.material, one.window)
    if one.status == "violation":
        usual, p = one.expected or 0.0, 1.0 if one.p is None else one.p
        reason = performance_words.differs(metric, realised, estimated, usual, one.window, p)
    return replace(one, reason=reason, rows=rows)
