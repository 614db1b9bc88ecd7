"""How long hypothesis looks: `HYPOTHESIS_PROFILE=dev` (default), `ci` or `deep`; and Prometheus' own rule tester."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("dev", max_examples=100, deadline=None, suppress_health_check=SLOW)
settings.register_profile("ci", max_examples=300, deadline=None, derandomize=True, suppress_health_check=SLOW)
settings.register_profile("deep", max_examples=5000, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

collect_ignore = ["typing"]
"""Read by the type checkers, not run: some of its lines must not type-check."""


@pytest.fixture(scope="session")
def promtool() -> str:
    """`promtool`, from Debian's package of Prometheus."""
    found = shutil.which("promtool")
    if found is None:
        if "CI" in os.environ:  # no assert: its report would print the whole environment
            pytest.fail("no promtool, and CI skips nothing: apt-get install prometheus")
        pytest.skip("no promtool on this machine: apt-get install prometheus")
    return found
