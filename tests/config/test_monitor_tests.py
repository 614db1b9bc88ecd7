"""Tests of a file of tests as settings: how long each goes on, and what gnomon does not have."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gnomon.config.monitor_tests import SERIES, MonitorTest, MonitorTests
from gnomon.config.settings import Settings
from gnomon.errors import UsageError

DAY = timedelta(days=1)
FED = [{"series": SERIES, "values": "1x3"}]


def made(**more: Any) -> MonitorTest:
    return MonitorTest(**{"input_series": FED, "exp_state": [], **more})


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ({}, 3.0),
        ({"input_series": []}, 0.0),
        ({"late": [{"at": "1d", "series": SERIES, "from": "5d", "values": "1x1"}]}, 6.0),
        ({"late": [{"at": "9d", "series": SERIES, "from": "1d", "values": "1"}]}, 9.0),
        ({"silences": [{"at": "4d", "for": "1d", "matchers": ["a=b"]}]}, 4.0),
        ({"alert_rule_test": [{"eval_time": "4d12h", "alertname": "inputs"}]}, 4.5),
        ({"exp_state": [{"eval_time": "7d", "alertname": "a", "entity": "b", "state": "none"}]}, 7.0),
        ({"exp_notifications": [{"at": "8d", "channel": "ml", "reason": "first"}]}, 8.0),
    ],
)
def test_it_goes_on_until_its_last_sample_or_expectation(more: dict[str, Any], days: float) -> None:
    assert made(**more).until(DAY) == days * DAY


def test_a_window_is_that_of_the_entity_that_is_fed() -> None:
    churn = {"source": {"path": "a.csv", "timestamp": "at"}, "every": "1h"}
    settings = Settings(entities={"churn": churn})
    assert made().window(settings) == DAY / 24
    assert made(input_series=[], interval="2h").window(settings) == DAY / 12
    assert made(input_series=[]).window(settings) == DAY


def test_what_gnomon_does_not_do_and_what_tests_nothing_are_refused() -> None:
    with pytest.raises(UsageError, match="gnomon takes no actions yet"):
        MonitorTests(tests=[{"input_series": FED, "exp_actions": []}])
    with pytest.raises(UsageError, match="it expects nothing"):
        MonitorTests(tests=[{"input_series": FED}])
    with pytest.raises(UsageError, match="holds no test"):
        MonitorTests(tests=[])


def test_a_silence_says_what_it_matches() -> None:
    with pytest.raises(UsageError, match="matches every alert"):
        made(silences=[{"at": 0, "for": "1d", "matchers": []}])
    with pytest.raises(UsageError, match="is no matcher"):
        made(silences=[{"at": 0, "for": "1d", "matchers": ["a"]}])
