"""Tests of the configuration that a command works with."""

from __future__ import annotations

from pathlib import Path

import pytest

from gnomon.cli.configured import configured
from gnomon.errors import UsageError


def test_without_a_name_it_is_the_one_in_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gnomon.yaml").write_text("instance: here\n", "utf-8")
    assert configured(None).instance == "here"


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it is a folder"):
        configured(tmp_path)
