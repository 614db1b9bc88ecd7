"""A column without any value is a count of its rows."""

from __future__ import annotations

import pytest

from gnomon.errors import SubtractionError
from gnomon.profiles.null import NullSummary


def test_all_rows_are_missing() -> None:
    made = NullSummary(3) + NullSummary(2)
    assert (made.rows, made.missing, made.count, made.distinct, made.top()) == (5, 5, 0, 0, [])


def test_more_rows_than_there_are_cannot_be_taken_away() -> None:
    assert NullSummary(3) - NullSummary(3) == NullSummary()
    with pytest.raises(SubtractionError, match="nulls"):
        NullSummary(3) - NullSummary(4)
