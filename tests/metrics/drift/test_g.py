"""The likelihood-ratio statistic."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2_contingency
from tests.metrics.examples import mix
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.g import g


def test_the_worked_example() -> None:
    assert g(mix([200, 300, 300, 200], [10, 30, 35, 25])) == pytest.approx(7.435025, abs=5e-7)


def test_one_cell_alone_says_nothing() -> None:
    assert g(mix([5], [9])) == 0.0


def test_it_is_that_of_scipy_on_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        table = np.stack(raw.cells())
        table = table[:, table.sum(axis=0) > 0]
        if table.shape[1] > 1:
            expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
            assert g(raw.pair) == pytest.approx(expected, rel=1e-9, abs=1e-8), raw.name
