"""Whatever is asked of the server is answered as its OpenAPI document says, and never makes it fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.jobs.live.senders import settings as live
from tests.jobs.running import filled, once, settings
from tests.jobs.worlds import World, day
from tests.server import fuzzed_forms
from tests.server.conftest import served, state_with

from gnomon.store.open import open_inbox, open_store

CONFIGURED = f"""
hooks = {str(Path(fuzzed_forms.__file__))!r}

[parameters]
"path.entity" = "flights"
"path.monitor" = "inputs"

[[operations]]
include-method = "POST"
parameters = {{ "path.entity" = "live" }}
"""

UNSAID = "allow_header_conformance,positive_data_acceptance,negative_data_rejection"
"""Two routes share a path, each with its own methods; a row may be refused that its schema allows, and the neighbours
of one that it does not allow are taken."""


def fuzz(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Let schemathesis call everything of a server over a store that has been run."""
    address = f"sqlite:///{folder}/gnomon.db"
    (folder / "schemathesis.toml").write_text(CONFIGURED)
    with open_store(address) as store, open_inbox(address) as inbox:
        world = filled(World.new(store, folder), 4, 9, rows=40)
        once(world, 4.5)
        both = live(str(folder / "log"))
        both.entities["live"] = both.entities.pop("flights").model_copy(update={"name": "live"})
        both.entities.update(settings(world).entities)
        with served(state_with(inbox, both, store=store, clock=lambda: day(4.5))) as client:
            call = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(folder / "schemathesis.toml"), "run"]
            where = f"{client.base_url}/api/v1/openapi.json"
            options = ("--checks", "all", "--exclude-checks", UNSAID, "--continue-on-failure", "--no-color")
            return subprocess.run(
                [*call, where, *options, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=3600
            )


def test_nothing_that_is_asked_makes_it_fail(tmp_path: Path) -> None:
    done = fuzz(tmp_path, "--phases", "coverage,fuzzing", "--max-examples", "5", "--seed", "1")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.deep
def test_nothing_that_is_asked_for_long_makes_it_fail(tmp_path: Path) -> None:
    done = fuzz(tmp_path, "--max-examples", "1000")
    assert done.returncode == 0, done.stdout + done.stderr
