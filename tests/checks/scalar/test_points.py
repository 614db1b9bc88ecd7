"""Points fit together or are refused."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.days import days

from gnomon.checks.scalar.points import Points
from gnomon.errors import UsageError


def test_points_without_rows_stand_on_one_each() -> None:
    points = Points.of(days(3), [1.0, 2.0, np.nan])
    assert points.rows.tolist() == [1, 1, 1]
    assert points.noise.tolist() == [0, 0, 0]
    assert len(points) == 3


def test_an_unknown_sampling_variance_counts_as_none() -> None:
    assert Points.of(days(2), [1.0, 2.0], variance=[0.5, np.nan]).noise.tolist() == [0.5, 0.0]


def test_the_arrays_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Points.of(days(1), [1.0]).values[0] = 2


def test_points_do_not_hold_on_to_the_array_that_they_were_made_of() -> None:
    mine = np.array([1.0])
    Points.of(days(1), mine)
    mine[0] = 2.0


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(UsageError, match="as many values and rows as windows"):
        Points.of(days(2), [1.0])
    with pytest.raises(UsageError, match="as many values and rows as windows"):
        Points.of(days(2), [1.0, 2.0], variance=[1.0])


def test_windows_out_of_order_are_refused() -> None:
    with pytest.raises(UsageError, match="out of order"):
        Points.of(days(2)[::-1], [1.0, 2.0])
