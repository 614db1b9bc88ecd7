"""The Kullback-Leibler divergence."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import rel_entr
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.kl import divergence, kl


def test_the_worked_example_is_current_from_reference() -> None:
    p, q = np.array([0.2, 0.3, 0.3, 0.2]), np.array([0.1, 0.3, 0.35, 0.25])
    assert divergence(q, p) == pytest.approx(0.040424, abs=5e-7)
    assert divergence(np.array([0.0, 1.0]), np.array([0.5, 0.5])) == pytest.approx(np.log(2))


def test_it_is_that_of_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        p, q = ((side + 0.5) / (side.sum() + len(side) / 2) for side in raw.cells())
        assert kl(raw.pair) == pytest.approx(rel_entr(q, p).sum(), rel=1e-9, abs=1e-9), raw.name
