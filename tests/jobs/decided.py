"""Decisions of columns, written down, for tests of what becomes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.jobs.worlds import day

from gnomon.alerts.policy import Policy
from gnomon.checks.family import ColumnVerdict
from gnomon.config.monitor import Monitor
from gnomon.jobs.monitors import Plan
from gnomon.profiles.windows import Window


def plan(name: str = "inputs", **given: Any) -> Plan:
    """A monitor of windows of a day that one calm window clears."""
    monitor = Monitor(name=name, **given)
    return Plan(monitor, Policy(timedelta(days=1), clear_after=1), {"alertname": name, "entity": "flights"}, name)


def decided(column: str, status: str = "ok", effect: float = 0.0, **given: Any) -> ColumnVerdict:
    """What was decided of a column."""
    facts: dict[str, Any] = {
        "column": column,
        "what": "values",
        "status": status,
        "reason": f"{column} is {status}.",
        "effect": effect,
        "material": 0.1,
        "limit": 0.05,
        "p": 0.5,
        "level": 1,
        "rows": 100,
        "test": "location",
        "is_calm": status == "ok",
        "detectable": 0.1,
        "fires": status == "violation",
    }
    return ColumnVerdict(**facts | given)


def windows(count: int) -> tuple[Window, ...]:
    """Days in a row."""
    return tuple(Window(day(n), day(n + 1)) for n in range(count))
