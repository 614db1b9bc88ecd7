"""The two ways of summing give the same integer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from tests import laws

from gnomon.sketches.summing import sum_few, sum_many

RNG = np.random.default_rng(3)
N = 200_000

COLUMNS = {
    "normal": RNG.normal(size=N),
    "heavy tails": RNG.lognormal(0, 8, N),
    "decimals": np.round(RNG.normal(50, 10, N), 1),
    "subnormal": np.ldexp(RNG.normal(size=N), -1070),
    "huge": np.ldexp(RNG.normal(size=N), 1010),
    "cancelling": np.concatenate((RNG.normal(size=N) * 1e200, [1e-300])),
    "zeros": np.zeros(N),
    "one far above": np.append(RNG.normal(size=N), 1e290),
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_whole_column_is_summed_exactly(column: str) -> None:
    values = COLUMNS[column]
    assert sum_many(values) / 2**1074 == math.fsum(values)
    assert sum_many(values) == sum_many(values[::-1]) == sum_few(values)


@given(laws.floats())
def test_both_ways_agree(values: np.ndarray) -> None:
    assert sum_few(values) == sum_many(values)
