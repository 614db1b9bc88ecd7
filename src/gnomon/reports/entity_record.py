"""The report of an entity as plain values: what `gnomon report --format json` writes and the page holds."""

from __future__ import annotations

from collections import Counter
from typing import Any

from gnomon.charts.chart import Chart
from gnomon.charts.measured_over_time import MeasuredOverTime
from gnomon.charts.over_time import OverTime
from gnomon.charts.verdicts import strip_of
from gnomon.profiles.describe import plain
from gnomon.reports.entity import AlertShown, ColumnShown, EntityReport, Picture
from gnomon.reports.record import rounded


def record(report: EntityReport) -> dict[str, Any]:
    """The whole report; every value is JSON's own, and none is NaN or infinite."""
    made: dict[str, Any] = {
        "entity": report.name,
        "kind": report.kind,
        "status": report.status,
        "reason": report.answer,
        "start": plain(report.stretch.start),
        "end": plain(report.stretch.end),
        "windows": report.windows,
        "windows_in_maintenance": report.aside,
        "rows": report.rows,
        "reference": report.reference or None,
        "open": [_alert(one) for one in report.open],
        "ended": [_alert(one) for one in report.ended],
        "monitors": [_monitor(one) for one in report.monitors],
        "performance": _measured(report.performance),
        "volume": _measured(report.volume),
        "columns": [_column(one) for one in report.columns],
        "more_columns": report.more,
    }
    short: dict[str, Any] = rounded(made)
    return short


def _alert(one: AlertShown) -> dict[str, Any]:
    return {
        "id": one.id,
        "monitor": one.monitor,
        "severity": one.severity,
        "since": plain(one.since),
        "ended_at": plain(one.ended_at),
        "reason": one.reason,
        "impact": one.impact or None,
        "picture": _picture(one.picture),
    }


def _monitor(over: OverTime) -> dict[str, Any]:
    newest = over.newest
    return {
        "monitor": over.column,
        "counts": dict(Counter(status for status in over.statuses if status is not None)),
        "reason": None if newest is None else newest.reason,
        "windows": _table(strip_of(over)),
    }


def _column(one: ColumnShown) -> dict[str, Any]:
    return {
        "column": one.over.column,
        "violations": len(one.over.violations),
        "reason": one.reason,
        "windows": _table(strip_of(one.over)),
        "picture": _picture(one.now),
        "missing": None if one.gaps is None else _table(one.gaps),
    }


def _measured(one: MeasuredOverTime | None) -> dict[str, Any] | None:
    return None if one is None else {"metric": one.title, "reason": one.sentence, "windows": _table(one)}


def _picture(one: Picture | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"when": one.when, "segment": one.segment or None, "reason": one.chart.sentence, "shares": _table(one.chart)}


def _table(chart: Chart) -> dict[str, list[Any]]:
    """The numbers of a chart, its columns as lists side by side."""
    table = chart.table()
    return {name: [plain(row[i]) for row in table.rows] for i, name in enumerate(table.columns)}
