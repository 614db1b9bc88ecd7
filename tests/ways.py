"""The two ways in which columns are counted: by the compiled kernel, and by numpy where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from gnomon.sketches import kernels

needs_compiled = pytest.mark.skipif(not kernels.compiled, reason="built without a compiler")


@contextmanager
def by_numpy() -> Iterator[None]:
    """Do without the compiled kernel."""
    with patch.object(kernels, "compiled", False):
        yield


@pytest.fixture(params=["compiled", "numpy"])
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run a test in each way."""
    if request.param == "numpy":
        with by_numpy():
            yield "numpy"
    elif kernels.compiled:
        yield "compiled"
    else:
        pytest.skip("built without a compiler")
