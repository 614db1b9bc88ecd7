"""What all lanes share: the scale of plot units, the reference period, the time axis of a spec."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import altair as alt

from gnomon.charts import chart
from gnomon.charts.over_time import OverTime
from gnomon.charts.timeline import Timeline

WIDTH, HEIGHT = 1000, 200
"""Plot units of a lane."""

MOST_MARKS = 60

DAYS = {"date": "%-d %b", "day": "%-d %b", "week": "%-d %b"}
"""How an axis writes days; what Vega writes by itself, `Wed 15`, says no month."""


def xs(over: OverTime) -> list[int]:
    """The middle of each window in plot units."""
    return [round(WIDTH * at) for at in over.line.middles()]


def scale(low: float, high: float) -> Callable[[float], int]:
    """Map values to plot units, downwards; the domain is not empty, and what lies beyond is drawn at its end."""
    return lambda value: round(HEIGHT * ((high - max(low, min(high, value))) / (high - low)))


def marks(over: OverTime, ys: Sequence[int | None]) -> list[tuple[float, float]]:
    """Where to put the triangles of violations, in [0, 1] from the left and from the top.

    Args:
        over: The column over time.
        ys: For each window the height of its point in plot units; None for no point.

    Returns:
        None at all when there are so many that they would hide the line: the strip beneath says when.
    """
    places = over.line.middles()
    found = [(places[i], y / HEIGHT) for i in over.violations if (y := ys[i]) is not None]
    return found if len(found) <= MOST_MARKS else []


def backdrop(over: OverTime) -> str:
    """The reference period, where it lies within, and windows of maintenance as shaded parts of the plot."""
    aside = shades(over.line, HEIGHT)
    if over.reference is None:
        return aside
    ends = (over.line.at(over.reference.start), over.line.at(over.reference.end))
    a, b = (round(WIDTH * min(1.0, max(0.0, at))) for at in ends)
    return (f'<path class="p" d="M{a} 0h{b - a}v{HEIGHT}h-{b - a}z"/>' if b > a else "") + aside


def shades(line: Timeline, height: int) -> str:
    """Windows of maintenance as shaded parts of a plot so high."""
    ends = [(round(WIDTH * left), round(WIDTH * right)) for left, right in line.shades()]
    boxes = "".join(f"M{a} 0h{b - a}v{height}h-{b - a}z" for a, b in ends)
    return f'<path class="x" d="{boxes}"/>' if boxes else ""


def known(value: float) -> float | None:
    """The value, or None where it is no finite number."""
    return value if math.isfinite(value) else None


def violations(over: OverTime) -> str:
    """How many windows are in violation, and how many count in nothing, in words."""
    aside = len(over.line.aside)
    said = f"violation in {len(over.violations)} of {len(over.statuses) - aside} windows"
    return f"{said}, {aside} more in maintenance" if aside else said


def time_axis() -> alt.X:
    """The time axis of a lane, at the middle of each window."""
    axis = alt.Axis(tickCount=12, labelOverlap=True, format=DAYS)
    return alt.X("at:T", title=None, scale=alt.Scale(type="utc"), axis=axis)


def tooltip(*fields: str) -> list[alt.Tooltip]:
    """Window, then values, then the verdict."""
    values = [alt.Tooltip(field, type="quantitative", format=".3~g") for field in fields]
    return [alt.Tooltip("window:N"), *values, alt.Tooltip("status:N", title="verdict")]


def with_gaps(over: OverTime, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a table with their time, and an empty row in every gap: no line crosses it."""
    spaced: list[dict[str, Any]] = []
    for i, (window, row) in enumerate(zip(over.line.windows, rows, strict=True)):
        middle = window.start + (window.end - window.start) / 2
        spaced.append(
            {"at": middle.isoformat(), "start": window.start.isoformat(), "end": window.end.isoformat(), **row}
        )
        if over.line.gap_after(i):
            spaced.append({"at": window.end.isoformat()})
    return spaced


def period(over: OverTime) -> list[alt.Chart]:
    """Layers that shade the reference period, where it lies within, and windows of maintenance."""
    if over.reference is None or not over.line.start <= over.reference.start < over.line.end:
        return aside(over)
    end = min(over.reference.end, over.line.end)
    return [_shaded([(over.reference.start, end)], "reference-period"), *aside(over)]


def aside(over: OverTime) -> list[alt.Chart]:
    """A layer that shades windows of maintenance, where there are any."""
    found = [(window.start, window.end) for window in over.line.windows if window.start in over.line.aside]
    return [_shaded(found, "aside")] if found else []


def _shaded(stretches: Sequence[tuple[datetime, datetime]], style: str) -> alt.Chart:
    rows = [{"start": start.isoformat(), "end": end.isoformat()} for start, end in stretches]
    shaded: alt.Chart = alt.Chart(chart.values(rows)).mark_rect(style=style).encode(x="start:T", x2="end:T")
    return shaded


def points(over: OverTime, base: alt.Chart, y: alt.Y | str) -> list[alt.Chart]:
    """A layer of triangles on the violations; none when there are so many that they would hide the line."""
    if len(over.violations) > MOST_MARKS:
        return []
    return [base.transform_filter("datum.status == 'violation'").mark_point(style="violation").encode(y=y)]
