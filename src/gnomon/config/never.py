"""Monitors that can never fire, whatever the rows are: by their own words alone."""

from __future__ import annotations

import math
from typing import cast

from gnomon.alerts import condition, expression
from gnomon.alerts.expression import Field
from gnomon.checks import limit
from gnomon.checks.expressions.reach import EVERYTHING, Range, may_hold
from gnomon.checks.expressions.tree import Claim, Not, Quantity
from gnomon.checks.quantities import Looked, OfOutcome, Usual
from gnomon.checks.verdict import Status
from gnomon.config.monitor import Monitor
from gnomon.metrics import registry

SHARE: Range = (0.0, 1.0)
COUNT: Range = (0.0, math.inf)
JUDGED: tuple[Status, ...] = ("ok", "violation")
"""The statuses of which a condition is asked."""


def never(monitor: Monitor) -> str:
    """Why a monitor can never fire, and how to mend it; empty when it may.

    Args:
        monitor: As it is configured.

    Example:
        >>> never(Monitor(name="much", expect="null_share(temp) <= 1.5"))
        'its limit null_share(temp) <= 1.5 always holds. Write one that can be passed.'
        >>> never(Monitor(name="performance", metric="auc", condition="value < 0"))
        'its condition value < 0 is never true. Write one that can be.'
    """
    if monitor.on_no_data == "alert":
        return ""
    if isinstance(monitor.expect, str):
        tree = Not(limit.limit(monitor.expect).tree)
        if not may_hold(tree, _of_limit, _no_claim):
            return f"its limit {monitor.expect} always holds. Write one that can be passed."
    said = condition.parse(monitor.condition)
    if not any(may_hold(said.tree, _Fields(monitor), expression.claims(each), with_unknown=True) for each in JUDGED):
        return f"its condition {monitor.condition} is never true. Write one that can be."
    if monitor.watched == "performance" and monitor.metric is not None and monitor.worse_by is not None:
        least, most = _of_metric(monitor.metric)
        if monitor.worse_by >= most - least:
            words = f"worse_by: {monitor.worse_by:g} is as much as {monitor.metric} can differ ({least:g} to {most:g})"
            return f"{words}. Write less."
    return ""


class _Fields:
    """What the figures of a monitor's verdicts can be."""

    def __init__(self, monitor: Monitor) -> None:
        self.value = EVERYTHING
        if monitor.watched == "performance" and monitor.metric is not None:
            self.value = _of_metric(monitor.metric)
        if monitor.watched in ("volume", "freshness"):
            self.value = COUNT

    def __call__(self, of: Quantity) -> Range:
        match cast(Field, of).name:
            case "value":
                return self.value
            case "p":
                return SHARE
            case "n" | "material":
                return COUNT
            case _:
                return EVERYTHING


def _of_metric(name: str) -> Range:
    metric = registry.find_outcome(name)
    return metric.low, metric.high


def _of_limit(of: Quantity) -> Range:
    """What a figure of a window can be."""
    if isinstance(of, OfOutcome):
        return _of_metric(of.name)
    if isinstance(of, Usual) or not isinstance(of, Looked):
        return EVERYTHING
    return {"share": SHARE, "count": COUNT, "value": EVERYTHING}[of.written]


def _no_claim(_: Claim) -> bool:
    """No claim of a limit is looked up."""
    return False
