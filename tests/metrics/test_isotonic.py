"""The nearest steps that never fall."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from gnomon.metrics.isotonic import isotonic

PAIRS = st.lists(st.tuples(st.integers(0, 10), st.integers(1, 9)), min_size=1, max_size=40)


@given(PAIRS)
def test_the_fit_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    values, weights = (np.array(each, np.float64) for each in zip(*pairs, strict=True))
    fit, block = isotonic(values, weights)
    truth = IsotonicRegression().fit(np.arange(len(values)), values, weights).predict(np.arange(len(values)))
    assert np.allclose(fit, truth)
    assert (np.diff(fit) >= 0).all()
    assert (np.diff(fit)[np.diff(block) == 0] == 0).all()
    assert set(np.diff(block).tolist()) <= {0, 1}
