"""Tests of the export: a real promtool agrees with what gnomon says of the same file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.alerts.test_promtool import ask, draw, states
from tests.jobs.rehearsing import INPUTS, SLOW, fed, settings

from gnomon.alerts.state import Firing
from gnomon.config.monitor_tests import MonitorTests
from gnomon.config.settings import Settings
from gnomon.jobs.rehearsal.expected import failures
from gnomon.jobs.rehearsal.promtool import Exported, export
from gnomon.jobs.rehearsal.rehearse import rehearse

PAIRS = [(0, 0), (60, 90), (150, 0), (300, 180)]
FED = {"V": "1", "k": "0", "N": "_"}
OK: dict[str, Any] = {"expect": "p95(x) < 3", "on_no_data": "ok"}


def of_letters(series: list[str], length: int) -> tuple[Settings, MonitorTests]:
    """A monitor for each pair of durations, and a test for each series that looks at every step."""
    entity = {
        "source": {"path": "a.csv", "timestamp": "at"},
        "every": "1m",
        "monitors": {
            f"a{i}": {"expect": "p95(x) < 3", "for": f"{pending}s", "keep_firing_for": f"{keep}s", "on_no_data": "ok"}
            for i, (pending, keep) in enumerate(PAIRS)
        },
    }
    tests = []
    for letters in series:
        asked = []
        for i, pair in enumerate(PAIRS):
            labels = {"entity": "churn", "kind": "quality", "severity": "warning"}
            for step, state in enumerate(states(letters[:length], pair, whole=False)):
                fires = [{"exp_labels": labels}] if isinstance(state, Firing) else []
                asked.append({"eval_time": f"{step}m", "alertname": f"a{i}", "exp_alerts": fires})
        values = " ".join(FED[letter] for letter in letters[:length])
        listed = [
            {"series": f'violation{{entity="churn",monitor="a{i}"}}', "values": values} for i in range(len(PAIRS))
        ]
        tests.append({"interval": "1m", "input_series": listed, "alert_rule_test": asked})
    return Settings(entities={"churn": entity}), MonitorTests(tests=tests)


def written(folder: Path, exported: Exported) -> Path:
    for name, text in exported.files.items():
        (folder / name).write_text(text, "utf-8")
    return folder / "t.tests.json"


def test_gnomon_and_prometheus_say_the_same_of_one_file(promtool: str, tmp_path: Path) -> None:
    of, tests = of_letters(draw(np.random.default_rng(20131231), 2), 20)
    for test in tests.tests:
        assert list(failures(test, rehearse(of, test))) == []
    exported = export(of, tests, "t")
    assert exported.left_out == ()
    answer = ask(promtool, written(tmp_path, exported))
    assert answer.returncode == 0, answer.stderr[:4000]


def test_prometheus_says_so_where_the_file_is_wrong(promtool: str, tmp_path: Path) -> None:
    of, tests = of_letters(["kkVVVVkkkk"], 10)
    file = written(tmp_path, export(of, tests, "t"))
    text = file.read_text("utf-8")
    assert '"1.0 1.0' not in text
    file.write_text(text.replace("0.0 0.0 1.0", "0.0 1.0 1.0"), "utf-8")
    assert ask(promtool, file).returncode == 1


def test_limits_conditions_and_annotations_are_the_same_to_prometheus(promtool: str, tmp_path: Path) -> None:
    of = settings(
        slow={**OK, "labels": {"team": "risk"}, "summary": "{{ entity }} of {{ labels.team }}", "runbook": "slow.md"},
        auc={**OK, "expect": "auc > 0.5", "condition": "value < 0.7", "for": "1d"},
        big={"watches": "schema", "on_no_data": "ok", "condition": "abs(effect) > 2"},
    )
    fires = {"exp_labels": {"entity": "churn", "kind": "quality", "severity": "warning", "team": "risk"}}
    fires["exp_annotations"] = {"summary": "churn of risk", "runbook": "slow.md"}
    weak = {"exp_labels": {"entity": "churn", "kind": "quality", "severity": "warning"}}
    test = fed(
        (SLOW, "1 9 1"),
        ('value{entity="churn",monitor="auc"}', "0.9 0.6x3"),
        alert_rule_test=[
            {"eval_time": "1d12h", "alertname": "slow", "exp_alerts": [fires]},
            {"eval_time": "2d", "alertname": "slow"},
            {"eval_time": "1d", "alertname": "auc"},
            {"eval_time": "2d", "alertname": "auc", "exp_alerts": [weak]},
            {"eval_time": "5d", "alertname": "auc"},
        ],
    )
    assert list(failures(test, rehearse(of, test))) == []
    exported = export(of, MonitorTests(tests=[test, test]), "t")
    assert exported.left_out == ()
    answer = ask(promtool, written(tmp_path, exported))
    assert answer.returncode == 0, answer.stderr[:4000]
    assert len(json.loads(exported.files["t.rules.json"])["groups"][0]["rules"]) == 2


@pytest.mark.parametrize(
    ("monitor", "series", "why"),
    [
        ({"expect": "p95(x) < 3"}, [SLOW], "on_no_data: keep"),
        ({**OK, "condition": "value > 3 and value < 9"}, [SLOW], "not one comparison"),
        ({**OK, "summary": "{{ value | round(3) }}"}, [SLOW], "its summary shows figures"),
        ({**OK, "labels": {"a-b": "c"}}, [SLOW], "its labels"),
        (OK, [SLOW, SLOW.replace("value", "n")], "several series"),
    ],
)
def test_what_prometheus_does_not_have_is_left_out_with_its_reason(
    monitor: dict[str, Any], series: list[str], why: str
) -> None:
    asked = [{"eval_time": "1d", "alertname": "slow"}]
    test = fed(*((one, "1") for one in series), alert_rule_test=asked, exp_notifications=[at("1d")])
    exported = export(settings(slow=monitor), MonitorTests(tests=[test]), "t")
    places = dict(exported.left_out)
    assert why in places["tests", 0, "input_series", 0]
    assert "no rule" in places["tests", 0, "alert_rule_test", 0]
    assert "fire only" in places["tests", 0, "exp_notifications"]
    assert json.loads(exported.files["t.rules.json"])["groups"][0]["rules"] == []


def test_columns_late_samples_and_other_steps_are_left_out() -> None:
    column = fed((INPUTS % "a", "1"))
    late = fed((SLOW, "1x3"), late=[{"at": "2d", "series": SLOW, "from": 0, "values": "9"}])
    of = settings(slow=OK, inputs={"on_no_data": "ok"})
    (first, second) = export(of, MonitorTests(tests=[column, late]), "t").left_out
    assert "its columns" in first[1]
    assert "no late samples" in second[1]
    ((_, why),) = export(of, MonitorTests(evaluation_interval="1h", tests=[fed((SLOW, "1"))]), "t").left_out
    assert "between two windows" in why


def test_a_file_has_one_evaluation_interval(promtool: str, tmp_path: Path) -> None:
    of = settings(slow=OK)
    hourly = of.entities["churn"].model_copy(update={"name": "hourly", "every": "1h"})
    of = of.model_copy(update={"entities": {**of.entities, "hourly": hourly}})
    asked = [{"eval_time": "1d", "alertname": "slow"}]
    tests = MonitorTests(
        tests=[
            fed((SLOW, "1"), alert_rule_test=asked),
            fed((SLOW.replace("churn", "hourly"), "1"), alert_rule_test=asked),
        ]
    )
    exported = export(of, tests, "t")
    ((place, why),) = exported.left_out
    assert (place, "one evaluation_interval" in why) == (("tests", 1), True)
    assert ask(promtool, written(tmp_path, exported)).returncode == 0


def at(when: str) -> dict[str, str]:
    return {"at": when, "channel": "ml", "reason": "first"}
