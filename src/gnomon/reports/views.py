"""Which charts a column of a comparison has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, get_args

from gnomon.charts.chart import Chart
from gnomon.charts.effect_over_time import effect_over_time
from gnomon.charts.gains import gains
from gnomon.charts.heat_map import heat_map
from gnomon.charts.missing import missing
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.charts.over_time import OverTime, over_time
from gnomon.charts.quantile_bands import quantile_bands
from gnomon.charts.ridge import ridge
from gnomon.charts.timeline import MOST_WINDOWS
from gnomon.charts.verdicts import verdicts_over_time
from gnomon.checks.verdict import ColumnResult
from gnomon.errors import UsageError
from gnomon.profiles.summary import Summary
from gnomon.reports.side import Side

View = Literal["distribution", "gains", "quantiles", "heat_map", "ridge", "missing", "effect", "verdicts"]

_OVER_TIME: Mapping[View, Callable[[OverTime, Summary | None], Chart | None]] = {
    "quantiles": quantile_bands,
    "heat_map": heat_map,
    "ridge": ridge,
    "missing": missing,
    "effect": lambda over, _: effect_over_time(over),
    "verdicts": lambda over, _: verdicts_over_time([v for v in over.verdicts if v is not None]),
}


def view(result: ColumnResult, reference: Side, current: Side, name: View) -> Chart:
    """One chart of a column.

    Raises:
        UsageError: There is no such chart, or the column has none of that name.
    """
    chart = _chart(result, reference, current, name) if name in get_args(View) else None
    if chart is not None:
        return chart
    known = [other for other in get_args(View) if _chart(result, reference, current, other) is not None]
    raise UsageError(f"column {result.column!r} has no chart {name!r}. It has {', '.join(known) or 'none'}.")


def series_of(result: ColumnResult, reference: Side, current: Side, most: int = MOST_WINDOWS) -> OverTime | None:
    """The column over time; None when the current side has no windows, or lacks the column."""
    if current.series is None or result.column not in current.profile:
        return None
    return over_time(result.column, current.series, result.windows, most, reference.window)


def _chart(result: ColumnResult, reference: Side, current: Side, name: View) -> Chart | None:
    before, now = reference.summary(result.column), current.summary(result.column)
    if name == "distribution":
        return now_over_reference(result.column, before, now)
    if name == "gains":
        return gains(result.column, before, now)
    most = 13 if name == "ridge" else MOST_WINDOWS
    over = series_of(result, reference, current, most)
    return None if over is None else _OVER_TIME[name](over, before)
