"""Lists are kept by their lengths and norms."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.errors import SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.vector import VectorSummary

LENGTHS = NumberSummary.of(np.array([2.0, 2.0]))
NORMS = NumberSummary.of(np.array([5.0, 1.0]))


def test_metrics_read_the_norms_or_the_lengths_where_there_are_none() -> None:
    assert VectorSummary(0, LENGTHS, NORMS).values is NORMS
    assert VectorSummary(0, LENGTHS).values is LENGTHS


def test_rows_are_lists_and_nulls() -> None:
    made = VectorSummary(3, LENGTHS, NORMS)
    assert (made.rows, made.count, made.missing, made.distinct, made.top()) == (5, 2, 3, None, [])


def test_more_nulls_than_there_are_cannot_be_taken_away() -> None:
    with pytest.raises(SubtractionError, match="nulls"):
        VectorSummary(1) - VectorSummary(2)
