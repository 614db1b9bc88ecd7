"""Flags are three counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.errors import SubtractionError
from gnomon.profiles.flag import FlagSummary

COUNTS = st.integers(0, 1000)
FLAGS = st.builds(FlagSummary, COUNTS, COUNTS, COUNTS)


@given(FLAGS)
def test_a_flag_counts_its_rows_and_its_values(flag: FlagSummary) -> None:
    assert flag.count == flag.trues + flag.falses
    assert flag.rows == flag.count + flag.missing
    assert flag.distinct == len(flag.top()) == len(flag.categories.names)
    assert dict(flag.categories.top()) == dict(flag.top())


@given(FLAGS, FLAGS)
def test_what_was_added_can_be_taken_away(a: FlagSummary, b: FlagSummary) -> None:
    assert (a + b) - b == a


@pytest.mark.parametrize("other", [FlagSummary(nulls=2), FlagSummary(falses=2), FlagSummary(trues=2)])
def test_what_was_never_added_cannot_be_taken_away(other: FlagSummary) -> None:
    with pytest.raises(SubtractionError, match="flag"):
        FlagSummary(1, 1, 1) - other


def test_the_more_frequent_value_comes_first() -> None:
    assert FlagSummary(falses=1, trues=3).top() == [("true", 3), ("false", 1)]
    assert FlagSummary(falses=2, trues=2).top(1) == [("false", 2)]
