"""Ratios."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.errors import SubtractionError, UsageError
from gnomon.profiles.custom.ratio import Ratio

RATIOS = st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(lambda ab: Ratio(ab[0], ab[0] + ab[1]))


@given(RATIOS, RATIOS)
def test_what_was_added_can_be_taken_away(a: Ratio, b: Ratio) -> None:
    assert (a + b) - b == a
    assert a + Ratio() == a
    assert a.total == 0 or 0 <= a.share <= 1


def test_a_share_of_nothing_is_not_known() -> None:
    assert math.isnan(Ratio().share)


def test_there_are_no_more_hits_than_there_are_in_all() -> None:
    with pytest.raises(UsageError, match=r"5 hits of 4 are no share"):
        Ratio(5, 4)


def test_misses_that_were_never_in_cannot_be_taken_away() -> None:
    with pytest.raises(SubtractionError, match="1 of 3 are taken away from 2 of 3"):
        Ratio(2, 3) - Ratio(1, 3)
