"""`gnomon serve` refuses what would be open to strangers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.cli.program import Gnomon


def test_a_host_for_strangers_without_a_token_is_a_wrong_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gnomon.yaml").write_text("instance: test\n", "utf-8")
    assert "token: env:GNOMON_TOKEN" in gnomon("serve", "--host", "0.0.0.0").refusal()  # noqa: S104 - it is refused


def test_without_its_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> None:
    monkeypatch.setitem(sys.modules, "gnomon.server.serve", None)
    monkeypatch.delattr("gnomon.server.serve", raising=False)
    assert "pip install 'gnomon[server]'" in gnomon("serve").refusal()
