"""Examples of the pages run where a reader tries them: in a folder of their own, with the real data in `data`."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs import pages

pytest_plugins = ["tests.postgres", "tests.s3"]


@pytest.fixture(autouse=True)
def _in_a_readers_folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.path.suffix == ".md":
        monkeypatch.chdir(pages.lay_out(tmp_path))
