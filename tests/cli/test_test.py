"""Tests of `gnomon test`: what a person reads, and how it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.alerts.test_promtool import ask
from tests.cli.program import Gnomon

CONFIG = """entities:
  churn:
    source: {path: churn.csv, timestamp: at}
    monitors: {slow: {expect: "p95(x) < 3", on_no_data: ok}}
"""
HEAD = """tests:
- name: a slow day is told
  input_series: [{series: 'value{entity="churn",monitor="slow"}', values: '1 9 1'}]
"""
RIGHT = f"""{HEAD}  alert_rule_test:
  - eval_time: 1d
    alertname: slow
    exp_alerts: [{{exp_labels: {{entity: churn, kind: quality, severity: warning}}}}]
"""
WRONG = f"{HEAD}  exp_state: [{{eval_time: 1d, alertname: slow, entity: churn, state: pending}}]\n"
UNNAMED = WRONG.replace("- name: a slow day is told\n  ", "- ").replace("pending", "firing")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("gnomon", CONFIG), ("right", RIGHT), ("wrong", WRONG), ("unnamed", UNNAMED)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def test_what_passes_is_said_and_leaves_with_0_and_nothing_behind(folder: Path, gnomon: Gnomon) -> None:
    before = sorted(folder.iterdir())
    found = gnomon("test", "right.yaml", "unnamed.yaml")
    assert (found.code, found.out) == (0, "✓ a slow day is told\n✓ test 1\n2 passed, 0 failed.\n")
    assert sorted(folder.iterdir()) == before


def test_a_failure_is_a_difference_with_its_line_and_leaves_with_1(folder: Path, gnomon: Gnomon) -> None:
    found = gnomon("test", "right.yaml", "wrong.yaml")
    assert found.code == 1
    assert found.out.splitlines() == [
        "✓ a slow day is told",
        "✗ a slow day is told",
        "wrong.yaml:4: state of slow of churn at 1d",
        "    - pending",
        "    + firing",
        "    slow of churn: none from 0, firing from 1d, inactive from 2d",
        "1 passed, 1 failed. - was expected and did not come, + came and was not expected.",
    ]


def test_json_says_the_same(folder: Path, gnomon: Gnomon) -> None:
    found = gnomon("test", "wrong.yaml", "--json")
    (one,) = found.document()
    assert (found.code, one["passed"], one["line"]) == (1, False, 2)
    (failure,) = one["failures"]
    assert (failure["line"], failure["expected"], failure["got"]) == (4, ["pending"], ["firing"])


def test_every_mistake_of_every_file_is_told_once_and_leaves_with_2(folder: Path, gnomon: Gnomon) -> None:
    for name in ("first", "second"):
        (folder / f"{name}.yaml").write_text(WRONG.replace(", state:", ", stat:"), "utf-8")
    found = gnomon("test", "first.yaml", "second.yaml", "right.yaml")
    assert (found.code, found.out) == (2, "")
    lines = found.err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["first.yaml"] * 2 + ["second.yaml"] * 2
    assert any("Did you mean 'state'?" in line for line in lines)


def test_a_broken_configuration_is_told_once(folder: Path, gnomon: Gnomon) -> None:
    (folder / "gnomon.yaml").write_text("entities: 3\n", "utf-8")
    found = gnomon("test", "right.yaml", "wrong.yaml")
    assert (found.code, found.err.count("\n")) == (2, 1)
    assert found.err.startswith("gnomon.yaml:1: entities: ")


def test_what_prometheus_has_too_is_exported(folder: Path, gnomon: Gnomon, promtool: str) -> None:
    found = gnomon("test", "right.yaml", "wrong.yaml", "--export-promtool", "out/rules")
    assert found.code == 1
    assert "wrong.yaml:4: not exported: Prometheus' tests know alerts that fire only." in found.err
    assert ask(promtool, folder / "out" / "rules" / "right.tests.json").returncode == 0


def test_two_files_of_one_name_are_not_exported_over_each_other(folder: Path, gnomon: Gnomon) -> None:
    (folder / "other").mkdir()
    for name in ("gnomon.yaml", "right.yaml"):
        (folder / "other" / name).write_text((folder / name).read_text("utf-8"), "utf-8")
    said = gnomon("test", "right.yaml", "other/right.yaml", "--export-promtool", "out").refusal()
    assert "right.yaml" in said
    (folder / "file").write_text("", "utf-8")
    assert "--export-promtool" in gnomon("test", "right.yaml", "--export-promtool", "file").refusal()
