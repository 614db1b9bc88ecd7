"""Days of the week and hours on which no rows are usual."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.checks.days import MONDAY, days

from gnomon.checks.scalar.closed import Closed
from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.series import judge_scalar
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.profiles.windows import Window

SHOP = [900.0, 910, 905, 915, 920, 0, 500]
CHRISTMAS = [window.start.date() for window in days(2, 31)]


def hours(count: int, first: int = 0) -> list[Window]:
    return days(count, first, length=timedelta(hours=1))


def shop(windows: list[Window]) -> list[float]:
    """Open from 8 to 18, on five days of the week."""
    return [100.0 if w.start.weekday() < 5 and 8 <= w.start.hour < 18 else 0.0 for w in windows]


def volume(reference: list[float], now: list[float], *holidays: int, **given: object) -> tuple[ScalarVerdict, ...]:
    windows = days(len(reference) + len(now))
    feasts = [windows[n].day for n in holidays]
    before = windows[: len(reference)]
    sides = Points.of(before, reference), Points.of(windows[len(reference) :], now)
    found = Closed.of(before, reference, feasts)
    return judge_scalar("volume", *sides, calendar=feasts, closed=found, **given)  # type: ignore[arg-type]


def test_a_saturday_without_rows_is_usual_and_a_monday_without_them_is_told_at_once() -> None:
    found = volume(SHOP * 4, [*SHOP, 0, *SHOP[1:]])
    assert [one.status for one in found] == ["ok"] * 7 + ["no_data"] + ["ok"] * 6
    assert [one.fires for one in found] == [False] * 7 + [True] + [False] * 6
    assert found[5].reason == "No rows on 9 Feb, as usual on a Saturday."
    assert (found[5].expected, found[5].is_calm) == (0, True)


def test_what_fires_goes_on_over_a_closed_day() -> None:
    found = volume(SHOP * 4, [*SHOP[:4], 0, 0, 0, *SHOP])
    assert [one.fires for one in found] == [False] * 4 + [True, False, True] + [False] * 7
    assert [one.is_calm for one in found] == [True] * 4 + [False] * 3 + [True] * 7


def test_a_closure_does_not_linger_in_what_is_merged_afterwards() -> None:
    found = volume(SHOP * 4, [*SHOP, 0, 0, 0, *SHOP[3:], *SHOP])
    assert [one.fires for one in found[7:]] == [True] * 3 + [False] * 11


def test_a_saturday_on_which_the_shop_was_open_once_stays_closed() -> None:
    december = [*SHOP[:5], 270, 500, *SHOP * 2]
    found = volume(december, [*SHOP[:5], 0, 500, *SHOP[:5], 260, 500])
    assert [one.status for one in found] == ["ok"] * 14
    assert found[12].reason.replace("\N{NO-BREAK SPACE}", " ") == (
        "260 rows on 9 Feb; none are usual on a Saturday, and so few are no news."
    )


def test_rows_on_a_closed_day_are_told_when_they_are_many() -> None:
    found = volume(SHOP * 4, [*SHOP[:5], 700, 500])
    assert [one.fires for one in found] == [False] * 5 + [True, False]
    assert found[5].reason.endswith("rows on 9 Feb; none are usual on a Saturday.")
    assert (found[5].p, found[5].since) == (None, found[5].window)
    assert not any(one.fires for one in volume(SHOP * 4, [*SHOP[:5], 700, 500], direction="down"))


def test_what_is_empty_by_chance_is_not_closed() -> None:
    rng = np.random.default_rng(1)
    windows = hours(24 * 28)
    assert not Closed.of(windows, rng.poisson(0.5, len(windows)).astype(float).tolist()).flags(windows).any()
    assert not Closed.of(windows, [0.0] * len(windows)).flags(windows).any()
    assert not Closed.of([], []).flags(windows).any()


@pytest.mark.parametrize("length", [10, 28])
def test_nights_and_weekends_are_closed_and_a_missing_hour_is_told_at_once(length: int) -> None:
    reference, now = hours(24 * length), hours(24 * 14, 24 * length)
    found = Closed.of(reference, shop(reference))
    came = [0.0 if window.start.hour == 11 else n for window, n in zip(now, shop(now), strict=True)]
    sides = Points.of(reference, shop(reference)), Points.of(now, came)
    verdicts = judge_scalar("volume", *sides, closed=found)
    fired = {one.window.start.hour for one in verdicts if one.fires and one.window}
    if length == 28:
        assert found.flags(now).tolist() == [n == 0 for n in shop(now)]
        assert fired == {11}
        assert verdicts[2].reason == "No rows on 4 Feb 02:00\N{EN DASH}03:00, as usual at this hour on a Monday."
    else:  # each hour of the week was seen once or twice: nights are known, most of the weekend's hours are not
        assert all(found.flags(now)[n] for n, window in enumerate(now) if not 8 <= window.start.hour < 18)
        assert 11 in fired


def test_a_holiday_that_the_reference_says_nothing_of_may_be_calmer_than_usual() -> None:
    found = volume(SHOP * 4, [0, 300, 905, 1500, 920, 0, 500], 28, 29, 31)
    assert [one.fires for one in found] == [False, False, False, True, False, False, False]
    assert found[0].reason.replace("\N{NO-BREAK SPACE}", " ") == (
        "No rows on 4 Feb; on a holiday fewer than the usual 500 are no news."
    )


def test_holidays_are_as_those_of_the_reference() -> None:
    closed = [0.0, *SHOP[1:], *SHOP, 0.0, *SHOP[1:], *SHOP]
    found = volume(closed, [*SHOP[:2], 0, *SHOP[3:]], 0, 14, 30)
    assert [one.status for one in found] == ["ok"] * 7
    assert found[2].reason == "No rows on 6 Feb, as usual on a holiday."
    busy = [400.0, *SHOP[1:], *SHOP, 420.0, *SHOP[1:], *SHOP]
    assert volume(busy, [*SHOP[:2], 0, *SHOP[3:]], 0, 14, 30)[2].fires


def test_windows_longer_than_a_day_are_never_closed() -> None:
    weeks = days(40, length=timedelta(days=7))
    found = Closed.of(weeks, [900.0, 0.0] * 20, [MONDAY.date()])
    assert not found.flags(weeks).any()
    assert not found.unknown_holidays(weeks).any()
