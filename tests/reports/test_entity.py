"""The report of an entity as values: its state, its answer, and its days."""

from __future__ import annotations

from dataclasses import replace

from tests.charts.every import six_days
from tests.charts.sides import START, day
from tests.reports.states import bare, full

from gnomon.charts.over_time import OverTime
from gnomon.profiles.windows import Window


def test_an_open_alert_is_the_answer() -> None:
    made = full()
    assert made.status == "violation"
    assert made.answer == "flights: inputs is in violation since 5 Jan 2013."


def test_more_open_alerts_are_counted() -> None:
    one = full().open[0]
    assert replace(full(), open=[one, one]).answer.endswith(" since 5 Jan 2013, and 1 more alert is open.")
    assert replace(full(), open=[one, one, one]).answer.endswith(", and 2 more alerts are open.")


def test_without_an_open_alert_the_newest_window_says_the_state() -> None:
    made = bare()
    assert (made.status, made.answer) == ("ok", "flights: no alert is open at the end of 1 – 6 Jan 2013.")
    over = six_days()
    assert replace(made, monitors=[over]).status == "ok"  # a violation for which no alert is open yet
    first = over.verdicts[0]
    assert first is not None
    late = OverTime("inputs", over.line, over.summaries, (*over.verdicts[:-1], replace(first, status="no_data")))
    assert replace(made, monitors=[late]).status == "no_data"


def test_a_moment_is_a_day_where_it_is_midnight_for_people() -> None:
    made = full()
    assert made.day(START) == "1 Jan 2013"
    there = replace(made, stretch=Window(START, day(1).end, "America/New_York"))
    assert there.day(START) == "31 Dec 2012 19:00 EST"


def test_an_alert_says_since_when_or_how_long() -> None:
    made = full()
    assert made.lasted(made.open[0]) == "since 5 Jan 2013"
    assert made.lasted(made.ended[0]) == "1 Jan 2013 to 3 Jan 2013"
