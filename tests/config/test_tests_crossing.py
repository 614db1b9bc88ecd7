"""Tests of names in a file of tests, whatever its other values are like."""

from __future__ import annotations

from typing import Any

import pytest

from gnomon.config.settings import Settings
from gnomon.config.tests_crossing import crossings

SETTINGS = Settings(entities={"churn": {"source": {"path": "a.csv", "timestamp": "at"}}})
INPUTS = 'effect{entity="churn",monitor="inputs"}'


def keys(raw: dict[str, Any]) -> list[str]:
    return [each.key for each in crossings(raw, SETTINGS)]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"tests": 3},
        {"tests": [3, {"input_series": 3}, {"input_series": [3, {"series": 3}], "late": 3, "alert_rule_test": [3]}]},
        {"tests": [{"interval": "x", "input_series": [{"series": INPUTS}], "late": [{"series": "x"}]}]},
        {"evaluation_interval": "x"},
    ],
)
def test_what_is_wrong_by_itself_is_told_elsewhere(raw: dict[str, Any]) -> None:
    assert keys(raw) == []


def test_a_name_is_looked_for_where_it_stands() -> None:
    test = {
        "input_series": [{"series": INPUTS}, {"series": INPUTS.replace("inputs", "input")}],
        "late": [{"series": INPUTS.replace("effect", "p")}],
        "alert_rule_test": [{"alertname": "inputs"}, {"alertname": "input"}],
        "exp_state": [{"entity": "churn", "alertname": "inputs"}, {"entity": "chrn", "alertname": "input"}],
        "exp_notifications": [{"channel": "ml"}],
    }
    assert keys({"tests": [test]}) == [
        "tests[0].input_series[1].series",
        "tests[0].late[0].series",
        "tests[0].alert_rule_test[1].alertname",
        "tests[0].exp_state[1].entity",
        "tests[0].exp_state[1].alertname",
        "tests[0].exp_notifications[0].channel",
    ]


def test_a_condition_is_fed_with_all_that_it_looks_up() -> None:
    churn = {
        "source": {"path": "a.csv", "timestamp": "at"},
        "monitors": {"inputs": {"condition": "effect > 1 and p < 0.1"}},
    }
    both = Settings(entities={"churn": churn})
    p = INPUTS.replace("effect", "p")
    assert list(crossings({"tests": [{"input_series": [{"series": INPUTS}, {"series": p}]}]}, both)) == []


def test_a_window_of_another_length_is_told_at_the_interval() -> None:
    assert keys({"tests": [{"interval": "1h", "input_series": [{"series": INPUTS}]}]}) == ["tests[0].interval"]
    assert keys({"tests": [{"interval": "24h", "input_series": [{"series": INPUTS}]}]}) == []
    assert keys({"evaluation_interval": 0}) == ["evaluation_interval"]
