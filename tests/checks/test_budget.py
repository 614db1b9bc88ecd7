"""The budget: how it is split, and that it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from benchmarks.budget import ALPHA, simulate
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks import budget
from gnomon.checks.budget import SHARES
from gnomon.errors import UsageError

DAY = timedelta(days=1)


@pytest.mark.parametrize("what", ["independent rows", "AR .8, sd .05", "weekly and AR .5"])
def test_entities_without_change_have_at_most_twice_their_budget(what: str) -> None:
    assert simulate(what, 1000, windows=300).events <= 2 * ALPHA * 300


@pytest.mark.parametrize(
    ("every", "expected"), [(timedelta(hours=1), 1 / 720), (DAY, 1 / 30), (7 * DAY, 0.05), (30 * DAY, 0.05)]
)
def test_a_window_may_spend_its_part_of_the_budget_but_never_much(every: timedelta, expected: float) -> None:
    assert budget.alpha(1, 30 * DAY, every) == pytest.approx(expected)


@pytest.mark.parametrize("alarms", [0, -1, float("nan"), float("inf")])
def test_a_budget_is_a_number_above_none(alarms: float) -> None:
    with pytest.raises(UsageError, match="false_alarms"):
        budget.alpha(alarms, DAY, DAY)


@pytest.mark.parametrize(("period", "every"), [(timedelta(0), DAY), (DAY, timedelta(0))])
def test_periods_and_windows_have_a_length(period: timedelta, every: timedelta) -> None:
    with pytest.raises(UsageError, match="length"):
        budget.alpha(1, period, every)


@given(st.sets(st.sampled_from(sorted(SHARES)), min_size=1))
def test_all_is_spent_on_what_is_there(families: set[budget.Family]) -> None:
    shares = budget.split(families)
    assert set(shares) == families
    assert sum(shares.values()) == pytest.approx(1)
    for one in families:
        for other in families:
            assert shares[one] / shares[other] == pytest.approx(SHARES[one] / SHARES[other])
