"""The population stability index."""

from __future__ import annotations

import numpy as np
import pytest
from tests.metrics.examples import mix
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.psi import psi, psi_excess, stability_index


def smoothed(raw_counts: np.ndarray) -> list[float]:
    return [(c + 0.5) / (sum(raw_counts.tolist()) + len(raw_counts) / 2) for c in raw_counts.tolist()]


def by_hand(p: np.ndarray, q: np.ndarray) -> float:
    return sum((b - a) * float(np.log(b / a)) for a, b in zip(smoothed(p), smoothed(q), strict=True))


def test_the_worked_example_without_smoothing() -> None:
    assert stability_index(np.array([0.2, 0.3, 0.3, 0.2]), np.array([0.1, 0.3, 0.35, 0.25])) == pytest.approx(
        0.088179, abs=5e-7
    )


def test_the_worked_example_with_an_empty_cell_on_one_side() -> None:
    assert psi(mix([40, 30, 30, 0], [30, 30, 30, 10])) == pytest.approx(0.326284, abs=5e-7)


def test_it_is_that_of_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        assert psi(raw.pair) == pytest.approx(by_hand(*raw.cells()), rel=1e-9, abs=1e-9), raw.name


def test_the_excess_is_what_chance_does_not_explain() -> None:
    pair = mix([20, 30, 30, 20], [10, 30, 35, 25])
    assert psi_excess(pair) == pytest.approx(psi(pair) - 3 * (1 / 100 + 1 / 100))
    assert psi_excess(mix([20, 30], [21, 29])) == 0.0
