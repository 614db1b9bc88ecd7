"""What a report shows of performance and of volume, as it was measured when windows were judged."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from gnomon.alerts import record
from gnomon.alerts.verdict import Figures
from gnomon.charts.measured_over_time import MeasuredOverTime, Point
from gnomon.charts.over_time import OverTime
from gnomon.checks import performance_words
from gnomon.jobs.drawing.stretch import Stretch, of_row
from gnomon.jobs.judging.realised import ESTIMATED, watched
from gnomon.jobs.measure import OUTCOME, ROWS
from gnomon.profiles.windows import Window
from gnomon.store import measurements
from gnomon.store.column_types import from_micros
from gnomon.store.transaction import Transaction
from gnomon.store.verdicts import VerdictRow

NOTHING = Point()


def performance(tx: Transaction, stretch: Stretch) -> MeasuredOverTime | None:
    """The metric that is watched, realised and estimated; None where nothing of it is known."""
    monitor = next((one for one in stretch.entity.monitors.values() if one.watched == "performance"), None)
    if monitor is None:
        return None
    metric = watched(tx, stretch.entity, monitor, stretch.line.start)
    if metric is None:
        return None
    judged = _judged(stretch, monitor.name)
    unripe = {window.start for window, row in judged.items() if row.record["verdict"]["basis"] == ESTIMATED}
    measured = _points(tx, stretch, OUTCOME, metric)
    realised = {start: point for start, point in measured.items() if start not in unripe}
    estimated = _points(tx, stretch, OUTCOME, f"estimated_{metric}")
    limits = {window.start: _figures(row).limit for window, row in judged.items()}
    return _over_time(stretch, performance_words.metric(metric), judged, (realised, estimated, {}), limits)


def volume(tx: Transaction, stretch: Stretch) -> MeasuredOverTime | None:
    """Rows, and how many were usual; None where nothing of it is known."""
    monitor = next((one for one in stretch.entity.monitors.values() if one.watched == "volume"), None)
    judged = {} if monitor is None else _judged(stretch, monitor.name)
    counted = _points(tx, stretch, ROWS, "count")
    usual = {}
    for window, row in judged.items():
        figures = _figures(row)
        usual[window.start] = Point(low=_number(figures.low), high=_number(figures.high))
    return _over_time(stretch, "Rows", judged, (counted, {}, usual), {})


Points = Mapping[datetime, Point]


def _over_time(
    stretch: Stretch,
    title: str,
    judged: Mapping[Window, VerdictRow],
    points: tuple[Points, Points, Points],
    limits: Mapping[datetime, float | None],
) -> MeasuredOverTime | None:
    windows = stretch.windows
    verdicts = tuple(of_row(judged[window]) if window in judged else None for window in windows)
    realised, estimated, usual = (tuple(some.get(w.start, NOTHING) for w in windows) for some in points)
    over = OverTime(title, stretch.line, (None,) * len(windows), verdicts)
    made = MeasuredOverTime(over, realised, estimated, usual, tuple(_number(limits.get(w.start)) for w in windows))
    return None if made.newest is None else made


def _points(tx: Transaction, stretch: Stretch, series: str, metric: str) -> dict[datetime, Point]:
    """A metric of all rows, by the start of its window."""
    line = stretch.line
    stored = measurements.series(tx, stretch.entity.name, metric, series, line.start, line.end, labels={})
    return {
        from_micros(int(one.start[i])): Point(float(one.value[i]), float(one.low[i]), float(one.high[i]))
        for one in stored.values()
        for i in range(len(one))
        if from_micros(int(one.start[i])) not in line.aside
    }


def _judged(stretch: Stretch, monitor: str) -> dict[Window, VerdictRow]:
    return {row.window: row for row in stretch.rows if row.monitor == monitor}


def _figures(row: VerdictRow) -> Figures:
    return record.verdict_from_record(row.record["verdict"]).figures


def _number(value: float | None) -> float:
    return math.nan if value is None else value
