"""`gnomon export`, as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.program import Gnomon

from gnomon.config.read import read_settings
from gnomon.config.show import written
from gnomon.jobs.exposing import dashboard, rules

CONFIG = "entities:\n  flights: {source: {path: rows.parquet, timestamp: ts}}\n"


def test_rules_are_written_as_yaml_or_json(gnomon: Gnomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gnomon.yaml").write_text(CONFIG, "utf-8")
    expected = rules.rules(read_settings(Path("gnomon.yaml")))
    assert gnomon("export", "prometheus-rules").out == written(expected)
    assert gnomon("export", "prometheus-rules", "--json").document() == expected


def test_the_dashboard_needs_no_configuration(gnomon: Gnomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert gnomon("export", "grafana").document() == dashboard.dashboard()
