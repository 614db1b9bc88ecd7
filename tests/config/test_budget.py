"""Tests of the budget of false alarms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.config.budget import PERIODS, Budget
from gnomon.errors import UsageError


@given(st.integers(1, 9999), st.sampled_from(sorted(PERIODS)))
def test_a_budget_is_written_as_it_is_read(alarms: int, period: str) -> None:
    budget = Budget.parse(f"{alarms} per {period}")
    assert Budget.parse(str(budget)) == budget
    assert budget == Budget(alarms, PERIODS[period])


@pytest.mark.parametrize("text", ["1 a month", "1 per month", " 1  PER  Month "])
def test_a_budget_is_read_as_people_say_it(text: str) -> None:
    assert Budget.parse(text) == Budget(1.0)


@pytest.mark.parametrize(
    "text", ["", "1", "one per month", "1 per months", "-1 per month", "1e9 per day", 3, None, True]
)
def test_what_is_no_budget_is_refused(text: object) -> None:
    with pytest.raises(UsageError, match=r"is not a budget\. Write 1 per month"):
        Budget.parse(text)


@pytest.mark.parametrize(("alarms", "period"), [(0.0, timedelta(1)), (float("nan"), timedelta(1)), (1.0, timedelta(0))])
def test_a_budget_of_nothing_is_refused(alarms: float, period: timedelta) -> None:
    with pytest.raises(UsageError):
        Budget(alarms, period)
