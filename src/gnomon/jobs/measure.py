"""What is measured of a window: figures of one profile, metrics of it and the reference, and of its outcome."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.jobs.code import code_of
from gnomon.jobs.references import reference as references_of
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.reference import Waiting
from gnomon.jobs.rows.segments import WHOLE, Labels
from gnomon.metrics import estimate, registry
from gnomon.metrics.custom import ProfileMetric
from gnomon.metrics.estimate import Absent
from gnomon.metrics.estimator import BinaryEstimator, RegressionEstimator
from gnomon.metrics.pair import Pair
from gnomon.profiles.custom.count import Count
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.custom.mean import Mean
from gnomon.profiles.custom.ratio import Ratio
from gnomon.profiles.custom.scalar import Scalar
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.sampled import sampled
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.windows import Window
from gnomon.store import measurements, samples, windows
from gnomon.store.measurements import Measured, Value
from gnomon.store.transaction import Transaction

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store

NAN = math.nan
ROWS, OUTCOME = "rows", "outcome"
ESTIMATED_ROWS = "estimated_rows"
"""Of the series `rows`: how many there were, where they are a sample that a client took."""
"""Series that are no columns."""

QUANTILES = {"p01": 0.01, "p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95, "p99": 0.99}

OF_SEGMENTS = ("psi", "js", "mean_shift")
"""What is measured of a segment's columns beside their own figures."""

FIGURES_OF_SEGMENTS = ("count", "missing", "mean", "std", "p50")
"""The figures that are kept of a segment's columns."""

DRAWN = frozenset({"average_precision"})
"""Metrics whose interval is drawn 200 times (4 ms each): not kept of segments."""

SLICE = 50
"""Windows whose measurements are written together."""

Values = dict[tuple[str, str], Value]
"""Value, low and high by series and metric."""


def measure_due(store: Store, entity: Entity, until: datetime, reference: Frozen | None, *, anew: bool = False) -> int:
    """Measure the windows that are over and whose measurements are not of their rows and targets.

    Args:
        store: Where samples and measurements are.
        entity: Whose.
        until: Now.
        reference: What they are compared with; of one that slides, each window's own is taken.
        anew: Whether the reference is another than before: then all are measured again.

    Returns:
        How many columns of windows were measured.
    """
    if anew:
        with store.transaction() as tx:
            windows.measure_again(tx, entity.name)
    with store.reading() as tx:
        due = windows.unmeasured(tx, entity.name, until)
    own, count = code_of(entity).metrics, 0
    for first in range(0, len(due), SLICE):
        part = due[first : first + SLICE]
        found = {}
        for row in part:
            mine = _reference_of(store, entity, row.window, reference)
            with store.reading() as tx:
                found[row] = of_window(tx, entity.name, row.window, mine, own)
        by_labels: dict[Labels, list[Measured]] = {}
        for row, parts in found.items():
            for labels, values in parts.items():
                by_labels.setdefault(labels, []).append(Measured(row.window, values, row.revision))
                count += len({series for series, _ in values})
        with store.transaction() as tx:
            for labels, measured in by_labels.items():
                measurements.put_windows(tx, entity.name, dict(labels), measured)
            for row in part:
                windows.measured(tx, entity.name, row)
    return count


def of_window(
    tx: Transaction, entity: str, window: Window, reference: Frozen | None, own: Sequence[ProfileMetric] = ()
) -> dict[Labels, Values]:
    """All that is measured of one window, by labels.

    Args:
        tx: The transaction.
        entity: Whose.
        window: Which.
        reference: What it is compared with.
        own: The user's own metrics; measured of all rows.
    """
    found: dict[Labels, Values] = {}
    for labels in samples.label_sets(tx, entity, window):
        key: Labels = tuple(sorted(labels.items()))
        against = None if reference is None else reference.total_of(key)
        profile = samples.profile(tx, entity, window, labels)
        values = columns(profile, against, whole=key == WHOLE)
        if key == WHOLE:
            values |= {(one.series, one.name): _own_value(one.of(profile, against)) for one in own}
        outcome = samples.outcome(tx, entity, window, labels)
        if outcome is not None:
            estimator = None if reference is None else reference.estimator
            values |= performance(outcome, estimator, whole=key == WHOLE)
        found[key] = values
    return found


def columns(profile: Profile, reference: Profile | None = None, *, whole: bool = True) -> Values:
    """Every measurement of rows and columns, by series and metric.

    Args:
        profile: Of the rows.
        reference: What it is compared with.
        whole: Whether they are all rows; of segments fewer metrics are kept.

    Example:
        >>> import gnomon as gn, polars as pl
        >>> found = columns(gn.profile(pl.DataFrame({"x": [1.0, 3.0]})))
        >>> found["rows", "count"][0], found["x", "mean"][0], found["x", "p50"][0]
        (2.0, 2.0, 1.0)
    """
    found: Values = {(ROWS, "count"): _only(profile.rows)}
    if whole:
        found[ROWS, "repeated_rows"] = _only(profile.volume.repeated_rows)
        sample = sampled(profile)
        if sample is not None:
            se = math.sqrt(sample.variance)
            found[ROWS, ESTIMATED_ROWS] = _banded(estimate.normal(sample.estimated, se, sample.rows, sample.rows))
        if profile.volume.ids:
            found[ROWS, "repeated_ids"] = _only(profile.volume.repeated_ids)
    for name, scalar in profile.scalars.items():
        found |= {(name, metric): value for metric, value in of_scalar(scalar).items()}
    for column in profile:
        summary = profile[column]
        own = figures(summary)
        kept = own if whole else {name: own[name] for name in FIGURES_OF_SEGMENTS if name in own}
        found |= {(column, name): _only(value) for name, value in kept.items()}
        if reference is not None and column in reference and _go_together(reference[column], summary):
            pair = Pair(reference[column], summary)
            metrics = registry.measure(pair) if whole else _few(pair)
            found |= {(column, name): _only(value) for name, value in metrics.items()}
    return found


def of_scalar(scalar: Scalar) -> dict[str, Value]:
    """What is measured of a number of the user's own, with its 95 % interval where sampling gives one.

    Example:
        >>> of_scalar(Ratio(1, 4))["share"][0], of_scalar(Count(3))
        (0.25, {'count': (3.0, nan, nan)})
    """
    match scalar:
        case Count():
            return {"count": _only(scalar.count)}
        case Ratio():
            share = estimate.share(scalar.hits, scalar.total) if scalar.total else Absent("of nothing")
            return {"share": _banded(share), "count": _only(scalar.total)}
        case Mean():
            mean = estimate.normal(scalar.mean, scalar.standard_error, scalar.count)
            return {"mean": _banded(mean), "count": _only(scalar.count)}
        case _:
            return {}


def performance(
    outcome: Outcome, estimator: BinaryEstimator | RegressionEstimator | None = None, *, whole: bool = True
) -> Values:
    """Every measurement of an outcome, realised and estimated, each with its interval.

    Args:
        outcome: Of some rows.
        estimator: What estimates metrics without targets.
        whole: Whether they are all rows; of segments nothing is measured that is drawn many times over.
    """
    realised = (
        registry.measure_outcome(outcome)
        if whole
        else {
            one.name: one(outcome)
            for one in registry.outcome_metrics()
            if outcome.kind in one.kinds and one.name not in DRAWN and one.family != "plug-in"
        }
    )
    found = {(OUTCOME, name): _banded(one) for name, one in realised.items()}
    return found | {(OUTCOME, f"estimated_{name}"): _banded(one) for name, one in estimated(outcome, estimator).items()}


def figures(summary: Summary) -> dict[str, float | None]:
    """The figures of one column by itself: `count` is its values, `nulls` and `missing` are shares of its rows.

    Example:
        >>> figures(FlagSummary(nulls=1, falses=1, trues=2))["mean"]
        0.6666666666666666
    """
    rows = max(summary.rows, 1)
    found: dict[str, float | None] = {
        "count": summary.count,
        "nulls": summary.nulls / rows,
        "missing": summary.missing / rows,
        "distinct": summary.distinct,
    }
    if isinstance(summary, FlagSummary):
        return found | {"mean": summary.trues / summary.count if summary.count else None}
    if not isinstance(summary, NumberSummary | TimeSummary):
        return found
    values, unit = summary.values, 1e6 if isinstance(summary, TimeSummary) else 1.0
    numbers = {"mean": values.mean, "std": values.std, "min": values.min, "max": values.max}
    numbers |= {name: values.quantile(q) for name, q in QUANTILES.items()}
    return found | {name: number / unit for name, number in numbers.items()}


def estimated(
    outcome: Outcome, estimator: BinaryEstimator | RegressionEstimator | None
) -> Mapping[str, estimate.Measured]:
    """What is estimated of an outcome as if it had no targets, with the band; nothing without an estimator."""
    if isinstance(estimator, BinaryEstimator) and isinstance(outcome, BinaryOutcome):
        return estimator.estimate(outcome)
    if isinstance(estimator, RegressionEstimator) and isinstance(outcome, RegressionOutcome):
        return estimator.estimate(outcome)
    return {}


def _reference_of(store: Store, entity: Entity, window: Window, reference: Frozen | None) -> Frozen | None:
    if reference is None or not references_of.is_rolling(entity):
        return reference
    try:
        return references_of.rolling(store, entity, window)
    except Waiting:
        return None


def _own_value(one: float | Failed) -> Value:
    return (NAN, NAN, NAN) if isinstance(one, Failed) else _only(one)


def _few(pair: Pair) -> dict[str, float | None]:
    records = [registry.find(name) for name in OF_SEGMENTS]
    return {record.name: record(pair) for record in records if pair.kind in record.kinds}


def _go_together(a: Summary, b: Summary) -> bool:
    return a.kind == b.kind or "null" in (a.kind, b.kind)


def _only(value: float | None) -> Value:
    """A value without an interval."""
    return (NAN if value is None or not math.isfinite(value) else float(value), NAN, NAN)


def _banded(one: estimate.Measured) -> Value:
    return (NAN, NAN, NAN) if isinstance(one, Absent) else (one.value, one.low, one.high)
