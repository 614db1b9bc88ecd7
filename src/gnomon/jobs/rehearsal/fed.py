"""What a test feeds a monitor, window by window, as the verdicts that the fold reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from gnomon.alerts.verdict import WHOLE, Detail, Figures, Part, Verdict
from gnomon.checks import numbers, phrases
from gnomon.checks.verdict import Status
from gnomon.config import threshold
from gnomon.config.fed_series import FedSeries
from gnomon.config.monitor_tests import Late, MonitorTest
from gnomon.config.sample_values import Samples
from gnomon.jobs.monitors import OF_COLUMNS, Plan

Fed = Mapping[FedSeries, Samples]


def fed(test: MonitorTest, interval: timedelta, at: timedelta) -> Fed:
    """The samples as they are known at a time: what comes late is in place of what was there.

    Args:
        test: What is fed.
        interval: How long a window is.
        at: The time since the beginning.
    """
    found = {one.series: one.values for one in test.input_series}
    for late in sorted(test.late, key=lambda one: one.at):
        if late.at <= at:
            found[late.series] = _with_late(found[late.series], late, interval)
    return found


def verdict(plan: Plan, known: Fed, place: int) -> Verdict:
    """A monitor's verdict on a window.

    Args:
        plan: The monitor.
        known: Its own series.
        place: Which window.
    """
    by_column: dict[str, dict[str, float | None]] = {}
    for series, samples in known.items():
        figures = by_column.setdefault(series.column, {})
        figures[series.figure] = samples[place] if place < len(samples) else None
    details = [_detail(plan, column, figures) for column, figures in by_column.items()]
    if len(details) == 1 and details[0].part == WHOLE:
        (only,) = details
        return Verdict(only.status, only.reason, only.figures, is_calm=only.is_calm)
    if all(one.status == "no_data" for one in details):
        return Verdict("no_data", "There are no samples.")
    status: Status = "violation" if any(one.status == "violation" for one in details) else "ok"
    told = tuple(one for one in details if _is_told(plan, one))
    worst = max(told, key=lambda one: one.figures.excess, default=None)
    if worst is None:
        return Verdict(status, "Nothing changed.")
    return Verdict(status, worst.reason, worst.figures, told)


def _is_told(plan: Plan, one: Detail) -> bool:
    return one.status != "ok" or not one.is_calm or plan.policy.condition.holds(one.status, one.figures)


def _with_late(samples: Samples, late: Late, interval: timedelta) -> Samples:
    first = -(-late.from_ // interval)
    before: Sequence[float | None] = (*samples[:first], *[None] * (first - len(samples)))
    return (*before, *late.values, *samples[first + len(late.values) :])


def _detail(plan: Plan, column: str, fed_figures: Mapping[str, float | None]) -> Detail:
    """What is known of a column, or of the whole."""
    part = Part(column, OF_COLUMNS.get(plan.watches, "values")) if column else WHOLE
    given = {name: x for name, x in fed_figures.items() if x is not None}
    if not given:
        return Detail(part, "no_data", is_calm=False, reason="There are no samples.")
    named = {name: x for name, x in given.items() if name != "violation"}
    figures = Figures(**{"material": threshold.material_of(plan.monitor), **named})
    said = ", ".join(f"{name} is {numbers.figure(x)}" for name, x in given.items())
    reason = f"{f'{phrases.named(column)}: ' if column else ''}{said}."
    bound = threshold.violating(plan.monitor, fed_figures)
    x = None if bound is None else given.get(bound.figure)
    if bound is None or x is None:
        return Detail(part, "ok", figures, reason=reason, is_critical=column in plan.monitor.critical)
    return Detail(
        part,
        "violation" if bound.holds(x) else "ok",
        figures,
        is_calm=bound.is_calm(x),
        is_critical=column in plan.monitor.critical,
        reason=reason,
    )
