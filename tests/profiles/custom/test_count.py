"""Counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.errors import SubtractionError, UsageError
from gnomon.profiles.custom.count import Count

COUNTS = st.integers(0, 10**9).map(Count)


@given(COUNTS, COUNTS)
def test_what_was_added_can_be_taken_away(a: Count, b: Count) -> None:
    assert (a + b) - b == a
    assert a + Count() == a


def test_there_are_no_fewer_than_none() -> None:
    with pytest.raises(SubtractionError):
        Count(1) - Count(2)
    with pytest.raises(UsageError):
        Count(-1)
