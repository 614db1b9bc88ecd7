"""Alerts against incidents that are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.jobs.trials.alerts import alert
from tests.jobs.worlds import day

from gnomon.jobs.trials.against import Against, against
from gnomon.jobs.trials.known_incidents import Known
from gnomon.store.alerts import EpisodeRow

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def held(rows: list[EpisodeRow], *known: Known) -> Against:
    return against(rows, known, day(0), day(90), DAY)


def test_the_specifications_example() -> None:  # W13
    start = datetime(2013, 2, 1, tzinfo=UTC)
    at = [datetime(2013, 3, 10, 9, tzinfo=UTC), datetime(2013, 3, 20, 3, tzinfo=UTC)]
    rows = [
        replace(alert("auc", 1, number=n), since=one - HOUR, started_at=one, fired_at=one, ended_at=one + HOUR)
        for n, one in enumerate(at)
    ]
    known = (
        Known(datetime(2013, 3, 10, 6, tzinfo=UTC), datetime(2013, 3, 10, 18, tzinfo=UTC), "feed"),
        Known(datetime(2013, 4, 2, tzinfo=UTC), datetime(2013, 4, 2, 8, tzinfo=UTC), "model"),
    )
    found = against(rows, known, start, start + 90 * DAY, HOUR)
    assert (found.found, len(found.incidents), len(found.false)) == (1, 2, 1)
    assert found.delay is not None
    assert found.delay.median == 3 * HOUR
    assert found.months * 30 == pytest.approx(89.2, abs=0.05)
    assert found.false_per_month[0] == pytest.approx(0.34, abs=0.005)


def test_an_alert_that_was_open_before_tells_nothing_new() -> None:
    known = Known(day(20), day(22), "feed")
    found = held([alert("auc", 5)], known)
    (met,) = found.incidents
    assert (met.is_told_before, met.delay, found.false) == (True, timedelta(0), ())
    both = held([alert("auc", 5), alert("inputs", 21, 23)], known)
    (met,) = both.incidents
    assert met.first is not None
    assert (met.first.monitor, met.is_told_before, met.delay) == ("inputs", False, DAY)


def test_what_nobody_has_called_right_or_wrong_counts_neither_way_and_its_time_is_left_out() -> None:
    found = held([alert("auc", 21, 23), alert("auc", 50, 51, number=2)], Known(day(20), day(22), "?", is_wrong=False))
    assert (found.incidents, [row.number for row in found.aside]) == ((), [1])
    assert [row.number for row in found.false] == [2]
    assert found.months == pytest.approx(88 / 30)
    assert found.record()["neither"] == ["id-auc-1"]


def test_a_missed_incident_has_no_delay_and_what_lies_outside_of_the_history_is_none() -> None:
    found = held(
        [], Known(day(20), day(22), "feed"), Known(day(-9), day(-8), "before"), Known(day(95), day(96), "after")
    )
    (met,) = found.incidents
    assert (met.first, met.delay, met.is_told_before, found.found, found.delay) == (None, None, False, 0, None)
    record = found.record()
    assert (record["found"], record["of"], record["delay"]) == (0, 1, None)
    assert record["incidents"][0]["alert"] is None


def test_each_monitor_is_held_against_the_same_incidents() -> None:
    found = held([alert("auc", 21, 23), alert("inputs", 50, 51)], Known(day(20), day(22), "feed"))
    auc, inputs = found.of_monitor("auc"), found.of_monitor("inputs")
    assert (auc.found, len(auc.false), inputs.found, len(inputs.false)) == (1, 0, 0, 1)


def test_incidents_that_overlap_take_their_time_once() -> None:
    found = held([], Known(day(20), day(24), "a"), Known(day(22), day(26), "b"))
    assert found.months == pytest.approx(84 / 30)


def test_the_time_of_maintenance_is_left_out() -> None:
    windows = [(day(n), day(n + 1)) for n in (3, 10, 17)]
    assert against([], [], day(0), day(33), DAY, windows).months == pytest.approx(1)
