"""Means over classes."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.average import average, of_shares
from gnomon.metrics.estimate import Absent


def test_classes_without_a_value_are_left_out() -> None:
    found = average(np.array([1.0, 0.5, np.nan]), np.array([0.0, 0.04, 1.0]), np.ones(3), 10)
    assert (found.value, found.se, found.n) == (0.75, pytest.approx(0.1), 10)


def test_classes_without_weight_are_left_out() -> None:
    assert average(np.array([1.0, 0.5]), np.zeros(2), np.array([0.0, 2.0]), 10).value == 0.5


def test_without_a_class_there_is_no_mean() -> None:
    assert average(np.array([np.nan]), np.zeros(1), np.ones(1), 4) == Absent("no class has a value", 4)


def test_the_variance_of_a_share_is_that_of_its_trials() -> None:
    assert of_shares(np.array([0.5, np.nan]), np.array([25.0, 0.0])).tolist() == [0.01, 0.0]
