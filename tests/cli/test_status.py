"""`gnomon status`, as a person reads it; that of alerts and channels is in `test_run`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.program import Gnomon

TEXT = """
entities:
  f:
    source: {path: f.csv, timestamp: ts}
    monitors: {much: {expect: rows >= 0}}
"""


def test_it_says_what_is_wrong_with_the_watching_and_when_it_ran(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gnomon.yaml").write_text(TEXT, "utf-8")
    shown = gnomon("status").out
    assert "f is not run\nIt was never run. Let cron or the like run gnomon run at least once a window." in shown
    assert "much of f can never fire\nIt is never in violation: its limit rows >= 0 always holds." in shown
    assert "Last run" not in shown
    gnomon("run")
    shown = gnomon("status").out
    assert "is not run" not in shown and "\nLast run " in shown
    assert [one["kind"] for one in gnomon("status", "--json").document()["concerns"]] == ["never_fires"]
