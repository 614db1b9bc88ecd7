"""Prometheus' own rule tester, from Debian's package."""

from __future__ import annotations

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def promtool() -> str:
    found = shutil.which("promtool")
    if found is None:
        if "CI" in os.environ:  # no assert: its report would print the whole environment
            pytest.fail("no promtool, and CI skips nothing: apt-get install prometheus")
        pytest.skip("no promtool on this machine: apt-get install prometheus")
    return found
