"""Tests of matchers that fit nothing."""

from __future__ import annotations

import pytest

from gnomon.config.read import settings_of
from gnomon.config.unmatched import unmatched

CONFIGURED = """
entities:
  churn:
    source: {path: rows.csv, timestamp: ts}
    labels: {team: risk, env: prod}
    monitors: {slow: {expect: "p95(duration) < 3", labels: {page: "yes"}}}
channels: {ml: {kind: log}}
hours: {night: {from: "22:00", to: "06:00"}}
"""


def told(matching: str) -> list[str]:
    text = f"{CONFIGURED}routes: [{{match: ['{matching}'], notify: [ml]}}]"
    return [str(each) for each in unmatched(settings_of(text))]


@pytest.mark.parametrize(
    ("matching", "words"),
    [
        ("sevrity=high", "no alert has a label sevrity. Did you mean 'severity'?"),
        ("sevrity!=high", "no alert has a label sevrity. Did you mean 'severity'?"),
        ("severity=hihg", "no alert has severity=\"hihg\". Did you mean 'high'?"),
        ("severity=~hihg|crit", 'no alert has severity=~"hihg|crit". Write one of critical, high, info, warning.'),
        ("entity=chrun", "no alert has entity=\"chrun\". Did you mean 'churn'?"),
        ("team=fraud", 'no alert has team="fraud". Write risk.'),
        ("alertname=slwo", "no alert has alertname=\"slwo\". Did you mean 'slow'?"),
        ("kind=slef", "no alert has kind=\"slef\". Did you mean 'self'?"),
    ],
)
def test_a_matcher_that_no_alert_can_fit_is_told(matching: str, words: str) -> None:
    assert told(matching) == [f"routes[0].match[0]: {words}"]


@pytest.mark.parametrize(
    "matching",
    ["severity=critical", "kind=self", "alertname=GnomonMonitorError", "alertname=slow", "team=risk", "page=yes",
     "env!=prod", "team=", "env=~.*", "entity=~ch.*", "drill=true", "severity!~hihg"],
)  # fmt: skip
def test_a_matcher_that_some_alert_may_fit_is_not(matching: str) -> None:
    assert told(matching) == []


def test_maintenance_is_looked_at_as_routes_are() -> None:
    text = f"{CONFIGURED}maintenance: [{{hours: night, match: [entity=chrun]}}]"
    assert [each.place for each in unmatched(settings_of(text))] == [("maintenance", 0, "match", 0)]
