"""Rules for Prometheus: promtool checks them, and they fire when they should."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from gnomon.config.settings import Settings
from gnomon.config.show import written
from gnomon.jobs.exposing.rules import rules

FLIGHTS = {
    "source": {"path": "rows.parquet", "timestamp": "ts"},
    "labels": {"team": "risk", "not-a-label": "x"},
    "every": "1h",
    "score": "score",
}


def settings(**given: Any) -> Settings:
    monitors = {"inputs": {"severity": "high", "runbook": "https://example.org/{{runbook}}", "labels": {"area": "sky"}}}
    return Settings(**{"entities": {"flights": {**FLIGHTS, "monitors": monitors}}, **given})


def test_they_fire_when_something_is_wrong_and_only_then(promtool: str, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(written(rules(settings())), "utf-8")
    copyfile(Path(__file__).with_name("rules.tests.yml"), tmp_path / "rules.tests.yml")
    for words in (("check", "rules", "rules.yml"), ("test", "rules", "rules.tests.yml")):
        done = subprocess.run([promtool, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_alerts_that_alertmanager_hears_of_already_are_left_out() -> None:
    channels = {"am": {"kind": "alertmanager", "url": "http://alertmanager:9093"}}
    assert [group["name"] for group in rules(settings(channels=channels))["groups"]] == ["gnomon"]
    assert [group["name"] for group in rules(settings())["groups"]] == ["gnomon", "gnomon-alerts"]


@pytest.mark.parametrize("key", ["alertname", "entity", "severity", "not-a-label"])
def test_a_rule_has_no_label_that_prometheus_has_or_refuses(key: str) -> None:
    fires = rules(settings())["groups"][1]["rules"]
    assert {rule["labels"]["entity"] for rule in fires} == {"flights"}
    assert key == "entity" or all(key not in rule["labels"] for rule in fires)
