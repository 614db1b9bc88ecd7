"""What kinds of series share."""

from __future__ import annotations

import numpy as np

from gnomon.checks.scalar import deviation


def test_no_effect_is_no_error_even_where_nothing_ever_varied() -> None:
    assert deviation.in_errors(np.array([0.0, 3.0, -2.0]), np.zeros(3)).tolist() == [0, np.inf, -np.inf]


def test_effects_are_told_in_standard_errors() -> None:
    assert deviation.in_errors(np.array([3.0, -2.0]), np.array([4.0, 1.0])).tolist() == [1.5, -2.0]


def test_values_that_need_no_scale_of_their_own_stay_as_they_are() -> None:
    old, new = np.array([1.0]), np.array([2.0])
    assert deviation.as_is(old, new) == (old, new)
    assert deviation.unchanged(new, old) is new
    assert deviation.difference(new, old).tolist() == [1.0]
