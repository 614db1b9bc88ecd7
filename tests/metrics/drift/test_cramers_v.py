"""Cramér's V."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2_contingency
from tests.metrics.examples import mix
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.cramers_v import cramers_v


def test_the_worked_example() -> None:
    assert cramers_v(mix([200, 300, 300, 200], [10, 30, 35, 25])) == pytest.approx(0.077573, abs=5e-7)


def test_disjoint_sides_are_as_far_apart_as_can_be() -> None:
    assert cramers_v(mix([5, 0], [0, 7])) == pytest.approx(1.0)


def test_it_is_that_of_scipy_on_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        table = np.stack(raw.cells())
        table = table[:, table.sum(axis=0) > 0]
        statistic = chi2_contingency(table, correction=False).statistic if table.shape[1] > 1 else 0.0
        expected = np.sqrt(statistic / table.sum())
        assert cramers_v(raw.pair) == pytest.approx(expected, rel=1e-9, abs=1e-9), raw.name
