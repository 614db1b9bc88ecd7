"""Counts know how many rows have a value."""

from __future__ import annotations

import numpy as np

from gnomon.checks.counts import Counts


def test_valued_rows_are_those_in_cells() -> None:
    nothing = np.zeros((2, 3))
    values = np.arange(24.0).reshape(2, 3, 4)
    assert Counts(values, nothing, nothing, nothing, nothing).valued.tolist() == values.sum(2).tolist()


def test_columns_without_cells_have_no_valued_rows() -> None:
    nothing = np.zeros((1, 2))
    assert Counts(np.empty((1, 2, 0)), nothing, nothing, nothing, nothing).valued.tolist() == [[0, 0]]
