"""What the tests of this room share."""

from __future__ import annotations

import numpy as np
import pytest


@pytest.fixture
def rng() -> np.random.Generator:
    """The same numbers in every test, in whichever order they run."""
    return np.random.default_rng(7)
