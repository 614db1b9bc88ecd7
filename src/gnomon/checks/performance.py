"""Performance: a metric of outcomes, realised or estimated, against that of the reference. Only worse alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from gnomon.checks import estimated, performance_words
from gnomon.checks.estimated import Estimator
from gnomon.checks.merging import Measure, of_rarer_class, unlimited
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.worse_verdicts import MATURE, Asked, judged
from gnomon.metrics import registry
from gnomon.metrics.estimate import Estimate
from gnomon.metrics.outcome_metric import OutcomeMetric, Scale
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.windows import Window

NEVER = 0.001  # fewer rows without a target are not worth a sentence

WORSE_BY: Mapping[Scale, float] = {"rank": 0.01, "rate": 0.02, "error": 0.05, "score": 0.1}
"""Defaults: a hundredth of an AUC, 2 points, 5 % of an error, a tenth of the rows' standard deviation."""


def judge_performance(  # noqa: PLR0913 - what is known of a window
    metric: str,
    reference: Sequence[Outcome],
    current: Sequence[Outcome],
    *,
    windows: Sequence[Window],
    reference_windows: Sequence[Window] | None = None,
    worse_by: float | None = None,
    maturity: Sequence[float] | None = None,
    coverage: Sequence[float] | None = None,
    alpha: float = 0.005,
    first: int = 0,
) -> tuple[ScalarVerdict, ...]:
    """Judge a metric of outcomes; windows before the `first` are only merged with.

    Args:
        metric: Its name.
        reference: Outcomes of the windows of the reference, oldest first; one alone knows sampling noise only.
        current: Outcomes of the windows to judge, with some before them.
        windows: Theirs.
        reference_windows: Those of the reference; without them there is no season.
        worse_by: The least change that matters: in the metric's unit, in [0, 1] for rates, relative for losses
            and errors (0.05 is 5 %). By default 0.01 of an area, 2 points, 5 %.
        maturity: For each current window the share of targets that have come, of those that will; all by default.
        coverage: For each current window the share of its rows that have a target; by default as counted.
        alpha: Chance of a false alarm in a window.
        first: Place of the first window to judge.

    Raises:
        UsageError: There is no such metric.

    Source: STATISTICS B3-B6, D.

    Example:
        >>> from datetime import UTC, datetime, timedelta
        >>> from gnomon.profiles.outcomes.regression import RegressionOutcome
        >>> days = [datetime(2013, 1, 1, tzinfo=UTC) + timedelta(days=i) for i in range(30)]
        >>> windows = [Window(day, day + timedelta(days=1)) for day in days]
        >>> rng = np.random.default_rng(0)
        >>> errors = [1 + (day == 29) for day in range(30)]
        >>> made = [RegressionOutcome.of(rng.normal(0, s, 9000), np.zeros(9000)) for s in errors]
        >>> found = judge_performance("mae", made[:28], made[28:], windows=windows[28:])
        >>> [one.status for one in found]
        ['ok', 'violation']
    """
    record = registry.find_outcome(metric)
    material = material_of(record, record, reference, worse_by)
    scarce = of_rarer_class if record.scale == "rank" else unlimited
    asked = Asked(record, metric, record, material, alpha, scarce)
    known = [1.0] * len(current) if maturity is None else list(maturity)
    found = judged(asked, reference, current, windows, reference_windows, known, first)
    covered = [None] * len(current) if coverage is None else list(coverage)
    return tuple(
        _with_coverage(one, outcome, share, mature)
        for one, outcome, share, mature in list(zip(found, current, covered, known, strict=True))[first:]
    )


def judge_estimated(  # noqa: PLR0913 - what is known of a window
    metric: str,
    estimator: Estimator,
    reference: Sequence[Outcome],
    current: Sequence[Outcome],
    *,
    windows: Sequence[Window],
    reference_windows: Sequence[Window] | None = None,
    worse_by: float | None = None,
    alpha: float = 0.005,
    first: int = 0,
    unreliable: bool = False,
) -> tuple[ScalarVerdict, ...]:
    """Judge a metric that is estimated while its targets are out, by the estimate's own band.

    Args:
        metric: Its name, without `estimated_`.
        estimator: Fitted on the reference.
        reference: Outcomes of its windows; their estimates say what is usual.
        current: Outcomes of the windows to judge; targets are not looked at.
        windows: Theirs.
        reference_windows: Those of the reference.
        worse_by: As in `judge_performance`.
        alpha: Chance of a false alarm in a window.
        first: Place of the first window to judge.
        unreliable: Whether what was realised differs from its estimates: then no estimate alerts.

    Source: STATISTICS E.
    """
    record, measure = registry.find_outcome(metric), estimated.measure(estimator, metric)
    asked = Asked(record, f"estimated_{metric}", measure, material_of(record, measure, reference, worse_by), alpha)
    found = judged(asked, reference, current, windows, reference_windows, [1.0] * len(current), first)
    return tuple(_muted(one) if unreliable else one for one in found)[first:]


def material_of(record: OutcomeMetric, measure: Measure, reference: Sequence[Outcome], worse_by: float | None) -> float:
    """The least change that matters, in the metric's unit.

    Args:
        record: The metric.
        measure: What computes it, or its estimate.
        reference: Outcomes of the windows of the reference.
        worse_by: As in `judge_performance`.
    """
    size = WORSE_BY[record.scale] if worse_by is None else worse_by
    known = [one for one in map(measure, reference) if isinstance(one, Estimate)]
    if not known:
        return size
    if record.scale == "error":
        return size * abs(float(np.average([one.value for one in known], weights=[one.n for one in known]))) or size
    if record.scale == "score" and worse_by is None:
        return size * float(np.median([one.se * one.n**0.5 for one in known])) or size
    return size


def _with_coverage(one: ScalarVerdict, outcome: Outcome, coverage: float | None, maturity: float) -> ScalarVerdict:
    """The same, with the rows that have no target said where the others have theirs."""
    if isinstance(outcome, RankingOutcome):  # its rows are queries
        return one
    rows = outcome.rows
    covered = (outcome.targeted / rows if rows else 1.0) if coverage is None else coverage
    if one.status not in ("ok", "violation") or maturity < MATURE or 1 - covered < NEVER:
        return one
    return replace(one, reason=f"{one.reason} {performance_words.never(round((1 - covered) * rows), rows)}")


def _muted(one: ScalarVerdict) -> ScalarVerdict:
    """An estimate that is not to be relied on: it neither alerts nor calms."""
    if one.status not in ("ok", "violation"):
        return one
    reason = f"{one.reason} {performance_words.UNRELIABLE}"
    return replace(one, status="insufficient_data", reason=reason, fires=False, is_calm=False)
