"""How old the newest event is, also where no window came at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from tests.checks.days import days

from gnomon.checks import freshness
from gnomon.checks.numbers import plain
from gnomon.checks.scalar.series import judge_scalar
from gnomon.profiles.windows import Window

WINDOWS = days(30)
NEWEST: list[datetime | None] = [window.end - timedelta(minutes=5 + i % 3) for i, window in enumerate(WINDOWS)]


def test_a_window_without_rows_keeps_the_newest_event_of_the_one_before() -> None:
    newest = [NEWEST[0], None, None, NEWEST[3]]
    assert freshness.ages(WINDOWS[:4], newest).values.tolist() == [300, 86_700, 173_100, 300]


def test_late_events_do_not_make_the_newest_older() -> None:
    early = WINDOWS[0].start
    assert freshness.ages(WINDOWS[:2], [NEWEST[0], early]).values.tolist() == [300, 86_700]


def test_before_the_first_event_there_is_no_age() -> None:
    points = freshness.ages(WINDOWS[:2], [None, NEWEST[1]])
    assert np.isnan(points.values[0])
    assert points.values[1] == 360


def test_an_event_after_its_window_is_as_new_as_can_be() -> None:
    assert freshness.ages(WINDOWS[:1], [WINDOWS[0].end + timedelta(minutes=1)]).values.tolist() == [0]


def test_silence_is_judged_at_the_moment_of_asking() -> None:
    reference = freshness.ages(WINDOWS[:28], NEWEST[:28])
    newest, end = NEWEST[27], WINDOWS[27].end
    calm = freshness.judge_silence(reference, newest, Window(end, end + timedelta(hours=20)))
    assert calm.status == "ok"
    wrong = freshness.judge_silence(reference, newest, Window(end, end + timedelta(hours=30)))
    assert (wrong.status, wrong.fires) == ("violation", True)
    assert plain(wrong.reason) == (
        "No rows for 30 h: the newest event is of 3 Feb 23:55 UTC; usually it is 6 min old. "
        "Look whether the source still delivers."
    )


def test_an_entity_without_any_event_has_no_age() -> None:
    found = freshness.judge_silence(freshness.ages([], []), None, WINDOWS[0])
    assert (found.status, found.fires, found.is_calm) == ("no_data", False, False)
    assert found.reason.startswith("No event has come yet.")


def test_ages_are_what_the_series_is_judged_by() -> None:
    points = freshness.ages(WINDOWS, [*NEWEST[:28], None, None])
    reference, current = (
        freshness.ages(WINDOWS[:28], NEWEST[:28]),
        freshness.ages(WINDOWS[27:], [NEWEST[27], None, None]),
    )
    assert points.values[28:].tolist() == current.values[1:].tolist()
    assert [one.fires for one in judge_scalar("freshness", reference, current)] == [False, True, True]
