"""The time axis: how many windows are drawn, and which dates stand below."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.charts import timeline
from gnomon.charts.timeline import Timeline
from gnomon.profiles.windows import Window

START = datetime(2013, 1, 1, tzinfo=UTC)


def windows(length: timedelta, n: int) -> list[Window]:
    return [Window(START + i * length, START + (i + 1) * length) for i in range(n)]


@given(
    st.integers(1, 2000),
    st.sampled_from([timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)]),
    st.integers(1, 400),
)
def test_every_window_is_in_one_group_and_groups_are_few(n: int, length: timedelta, most: int) -> None:
    groups, _ = timeline.rolled(windows(length, n), most)
    assert [i for group in groups for i in group] == list(range(n))
    assert len(groups) <= most


@pytest.mark.parametrize(
    ("length", "n", "most", "note"),
    [
        (timedelta(days=1), 365, 400, ""),
        (timedelta(days=1), 365, 60, "days shown as weeks"),
        (timedelta(hours=1), 800, 400, "hours shown as days"),
        (timedelta(minutes=15), 800, 400, "windows shown as hours"),
        (timedelta(weeks=1), 60, 20, "weeks shown as months"),
        (timedelta(days=1), 3000, 5, "600 windows shown as one"),
    ],
)
def test_the_caption_says_what_was_drawn_as_one(length: timedelta, n: int, most: int, note: str) -> None:
    assert timeline.rolled(windows(length, n), most)[1] == note


@pytest.mark.parametrize(
    ("length", "n", "first"),
    [
        (timedelta(days=1), 365, "Jan 2013"),
        (timedelta(days=1), 20, "1 Jan"),
        (timedelta(hours=1), 24, "00:00"),
        (timedelta(minutes=15), 2, "00:00"),
        (timedelta(days=365), 30, "Jan 2013"),
    ],
)
def test_ticks_are_few_and_within(length: timedelta, n: int, first: str) -> None:
    ticks = Timeline(tuple(windows(length, n))).ticks()
    assert 1 <= len(ticks) <= 13
    assert ticks[0].text == first
    assert all(0 <= tick.at < 1 for tick in ticks)
