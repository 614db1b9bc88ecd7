"""Tests of monitors in a folder: a configuration of small monitors, and what a test of them comes to."""

from __future__ import annotations

from typing import Any

from gnomon.config.monitor_tests import MonitorTest
from gnomon.config.settings import Settings

LABELS = {"entity": "churn", "kind": "quality", "severity": "warning"}
SLOW = 'value{entity="churn",monitor="slow"}'
INPUTS = 'effect{entity="churn",monitor="inputs",column="%s"}'


def settings(**monitors: dict[str, Any]) -> Settings:
    """An entity `churn` with daily windows, told to `ml`, and one that is made of it."""
    slow = {"expect": "p95(x) < 3"}
    source = {"path": "churn.csv", "timestamp": "at"}
    churn = {"source": source, "notify": ["ml"], "monitors": {"slow": slow, **monitors}}
    below = {"source": source, "notify": ["ml"], "upstream": ["churn"], "monitors": {"slow": slow}}
    return Settings(
        entities={"below": below, "churn": churn},
        channels={"ml": {"kind": "log", "repeat_interval": "24h"}, "other": {"kind": "log"}},
    )


def fed(*series: tuple[str, str], **more: Any) -> MonitorTest:
    """A test that feeds series."""
    given = [{"series": name, "values": values} for name, values in series]
    return MonitorTest(input_series=given, **{"exp_state": [], **more})
