"""Pearson's chi-square."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2 as law
from scipy.stats import chi2_contingency
from tests.metrics.examples import mix
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.chi2 import chi2, chi2_p


def test_the_worked_example() -> None:
    pair = mix([200, 300, 300, 200], [10, 30, 35, 25])
    assert chi2(pair) == pytest.approx(6.619285, abs=5e-7)
    assert chi2_p(pair) == pytest.approx(0.085075, abs=5e-7)


def test_one_cell_alone_says_nothing() -> None:
    assert chi2(mix([5], [9])) == 0.0
    assert chi2_p(mix([5], [9])) == 1.0


def test_it_is_that_of_scipy_on_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        table = np.stack(raw.cells())
        table = table[:, table.sum(axis=0) > 0]
        if table.shape[1] > 1:
            expected = chi2_contingency(table, correction=False)
            assert chi2(raw.pair) == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9), raw.name
            assert chi2_p(raw.pair) == pytest.approx(law.sf(expected.statistic, expected.dof), rel=1e-7, abs=1e-280)
