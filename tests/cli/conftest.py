"""The program as a function of its words, for tests of commands."""

from __future__ import annotations

import pytest
from tests.cli.program import Gnomon, in_process


@pytest.fixture
def gnomon(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Gnomon:
    """Runs a command line in this process, on a page of the usual width without colours."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    return in_process(capsys)
