"""Days and moments as people write them."""

from __future__ import annotations

import pytest
from tests.jobs.worlds import DAY, HOUR, day

from gnomon.errors import UsageError
from gnomon.jobs.moments import meant, moment
from gnomon.profiles.windows import Window


def test_a_day_is_the_zones_own_and_a_moment_may_say_its_zone() -> None:
    assert moment("2013-01-02", "UTC") == day(1)
    assert moment("2013-01-02", "America/New_York") == day(1) + 5 * HOUR
    assert moment("2013-01-02T00:00+02:00", "UTC") == day(1) - 2 * HOUR


def test_a_day_means_every_window_that_it_overlaps() -> None:
    hour, week = Window(day(1) + 5 * HOUR, day(1) + 6 * HOUR), Window(day(0), day(7))
    for window in (hour, week):
        assert meant("2013-01-02", window)
        assert not meant("2013-01-09", window)
    assert not meant("2013-01-03", Window(day(1), day(1) + DAY))


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(UsageError, match="'soon' is neither a day nor a moment"):
        moment("soon", "UTC")
