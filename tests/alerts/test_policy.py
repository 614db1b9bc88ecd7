"""Durations, given in time or in windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.alerts.notation import HOUR, hourly, states

from gnomon.alerts import policy
from gnomon.alerts.policy import Policy
from gnomon.errors import UsageError

MONTH = timedelta(days=30.4375)


@pytest.mark.parametrize(
    ("windows", "after"), [(1, "none,FIRE,FIRE,FIRE"), (2, "none,pend,FIRE,FIRE"), (3, "none,pend,pend,FIRE")]
)
def test_for_so_many_windows_fires_at_the_last_of_them(windows: int, after: str) -> None:
    assert states("kVVV", Policy(HOUR, pending_for=policy.lasting(windows, HOUR))) == after


@pytest.mark.parametrize(("windows", "after"), [(0, "FIRE,inact,none"), (1, "FIRE,FIRE,inact"), (2, "FIRE,FIRE,FIRE")])
def test_keep_firing_for_so_many_windows_resolves_so_many_after_the_first_calm_one(windows: int, after: str) -> None:
    assert states("Vkk", Policy(HOUR, keep_firing_for=policy.holding(windows, HOUR))) == after


def test_short_and_long_months_count_as_one_window() -> None:
    ends = [datetime(2013 + month // 12, month % 12 + 1, 1, tzinfo=UTC) for month in range(36)]
    for first in range(len(ends) - 13):
        for windows in range(2, 14):
            due = [end - ends[first] >= policy.lasting(windows, MONTH) for end in ends[first:]]
            assert due.index(True) == windows - 1


def test_columns_join_for_two_windows_and_a_gap_is_three() -> None:
    assert hourly().joining == 2.5 * HOUR
    assert hourly().widest_gap == 3.5 * HOUR
    assert hourly(max_gap=2).widest_gap == 2 * HOUR


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pending_for": -1}, "for: -1 day, 23:00:00 is negative. Write a duration such as 1h."),
        ({"keep_firing_for": -1}, "keep_firing_for: -1 day, 23:00:00 is negative. Write a duration such as 1h."),
        ({"max_gap": -1}, "max_gap: -1 day, 23:00:00 is negative. Write a duration such as 1h."),
        ({"stale_after": -1}, "stale_after: -1 day, 23:00:00 is negative. Write a duration such as 1h."),
        ({"retention": -1}, "resolved_retention: -1 day, 23:00:00 is negative. Write a duration such as 1h."),
        ({"clear_after": 0}, "clear_after: 0 is less than one window. Write 1 or more."),
    ],
)
def test_what_is_no_policy_is_refused(changes: dict[str, int], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        hourly(**changes)
    assert str(refused.value) == message


def test_no_windows_are_refused() -> None:
    with pytest.raises(UsageError, match="0 windows is no number of windows"):
        policy.lasting(0, HOUR)
    with pytest.raises(UsageError, match="a window has a length"):
        Policy(timedelta(0))
