"""Every chart that stands alone, made of the same small series: six days, the third not there, two in violation."""

from __future__ import annotations

from tests.charts.sides import START, day, days, names, normal, numbers, verdicts

from gnomon.charts.alert_bars import AlertBars, Bar, alert_bars
from gnomon.charts.chart import Chart
from gnomon.charts.effect_over_time import effect_over_time
from gnomon.charts.gains import gains
from gnomon.charts.heat_map import heat_map
from gnomon.charts.measured_over_time import MeasuredOverTime, Point
from gnomon.charts.missing import missing
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.charts.over_time import OverTime, over_time
from gnomon.charts.quantile_bands import quantile_bands
from gnomon.charts.ridge import ridge
from gnomon.charts.verdicts import verdicts_over_time
from gnomon.profiles.windows import Window


def six_days(column: str = "x") -> OverTime:
    """A column over six days, of which the third is not there and the last two are in violation."""
    series = days([0, 0.2, None, 0.1, 3.0, 3.1], column)
    found = verdicts(series, {3: "violation", 4: "violation"})
    made = over_time(column, series, found, reference=Window(START, day(1).end))
    assert made is not None
    return made


def measured(over: OverTime) -> MeasuredOverTime:
    """A metric over the same days: realised on three, estimated on all, with what is usual and a limit."""
    known = [Point(0.9 - i / 50, 0.88 - i / 50, 0.92 - i / 50) for i in range(3)]
    guessed = tuple(Point(0.91, 0.8, 0.99) for _ in over.statuses)
    usual = tuple(Point(low=0.85, high=0.95) for _ in over.statuses)
    return MeasuredOverTime(over, (*known, *([Point()] * (len(guessed) - 3))), guessed, usual, (0.84,) * len(guessed))


def bars(monitor: str) -> AlertBars:
    """An alert of a monitor before and after, beside an incident."""
    first, third, last = (day(n) for n in (0, 2, 5))
    found = [Bar(monitor, "before", first.start, first.end), Bar(monitor, "after", third.start, last.end)]
    known = [(first.start, third.end)]
    return alert_bars(Window(first.start, last.end), ("old.yaml", "new.yaml"), [monitor], found, known)


def every_chart(column: str = "x") -> dict[str, Chart]:
    """Each chart of a column by what it is called."""
    over, before = six_days(column), normal(0)
    made: dict[str, Chart | None] = {
        "cells": now_over_reference(column, before, normal(2, seed=1)),
        "values": now_over_reference(column, numbers(1, 2), numbers(2, 3)),
        "names": now_over_reference(column, names(a=3, b=1), names(a=1, c=1)),
        "gains": gains(column, names(a=3, b=1), names(a=1, c=1)),
        "quantiles": quantile_bands(over, before),
        "heat map": heat_map(over, before),
        "ridge": ridge(over, before),
        "missing": missing(over, before),
        "effect": effect_over_time(over),
        "verdicts": verdicts_over_time([v for v in over.verdicts if v is not None]),
        "measured": measured(over),
        "alerts": bars(column),
    }
    return {name: chart for name, chart in made.items() if chart is not None}


CHARTS = every_chart()
