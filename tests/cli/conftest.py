"""The program as a function of its words, and a receiver on loopback, for tests of commands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.cli.program import Gnomon, in_process
from tests.notify.receiver import Receiver


@pytest.fixture
def gnomon(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Gnomon:
    """Runs a command line in this process, on a page of the usual width without colours."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    return in_process(capsys)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made
