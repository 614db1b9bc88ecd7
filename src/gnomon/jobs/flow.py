"""How rows flow: the monitors of volume and freshness, judged by the entity's own windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from gnomon.alerts.verdict import Verdict
from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.series import judge_scalar
from gnomon.jobs import calendar, contract, verdicts
from gnomon.jobs.monitors import Plan
from gnomon.jobs.scene import Scene
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow

LEARNING = timedelta(days=28)
"""How much of the entity's beginning says what is usual, where its reference is not made of its own windows."""

LEAST_LEARNING = 14
"""At least so many windows."""

MERGED = 8
"""Windows before the first that is judged: tests merge up to 4 of the last 8."""

LEARNING_STILL = "Learning until {end}: what is usual is not known yet."


def of_volume(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """Too few rows, or too many."""
    taught = _taught(scene)
    before, now = taught, _judged(scene)
    rows = _rows(scene, (*before, *now))
    found = judge_scalar(
        "volume",
        Points.of(before, [rows.get(window.start, 0) for window in before]),
        Points.of(now, [rows.get(window.start, 0) for window in now]),
        material=plan.monitor.material,
        alpha=scene.alpha[plan.name],
        name="rows",
        first=len(now) - len(scene.windows),
    )
    return _after_learning(scene, taught, tuple(verdicts.of_scalar(one) for one in found))


def of_freshness(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """How old the newest event is at the end of each window."""
    taught = _taught(scene)
    now = _judged(scene)
    before_ages, now_ages = _ages(scene, taught), _ages(scene, now)
    found = judge_scalar(
        "freshness",
        Points.of(taught, before_ages),
        Points.of(now, now_ages),
        material=plan.monitor.material,
        alpha=scene.alpha[plan.name],
        name="the newest event",
        first=len(now) - len(scene.windows),
    )
    return _after_learning(scene, taught, tuple(verdicts.of_scalar(one) for one in found))


def _taught(scene: Scene) -> tuple[Window, ...]:
    """The windows that say what is usual: the reference's, where it is a stretch of these rows; else the first ones."""
    if scene.entity.reference.form in contract.OWN:
        known = scene.frozen.series.windows
        return tuple(_between(scene, known[0].start, known[-1].end)) if known else ()
    first = scene.first.window
    length = first.end - first.start
    return tuple(_between(scene, first.start, first.start + max(LEARNING, (LEAST_LEARNING + 0.5) * length)))


def _between(scene: Scene, since: datetime, until: datetime) -> list[Window]:
    end = min(until, scene.windows[-1].end)
    excluded = set(scene.frozen.excluded)
    found = calendar.windows(since, end, scene.entity.every, scene.entity.zone)
    return [window for window in found if window.start not in excluded]


def _judged(scene: Scene) -> tuple[Window, ...]:
    """The windows to judge, and those before them that are merged."""
    first = scene.windows[0]
    since = max(scene.first.window.start, first.start - MERGED * 2 * (first.end - first.start))
    start = calendar.window_of(since, scene.entity.every, scene.entity.zone).start
    before = calendar.windows(start, first.start, scene.entity.every, scene.entity.zone)
    return (*before[-MERGED:], *scene.windows)


def _rows(scene: Scene, windows: Sequence[Window]) -> Mapping[datetime, int]:
    """Rows by the start of a window."""
    return {row.window.start: row.rows for row in _stored(scene, windows)}


def _ages(scene: Scene, windows: Sequence[Window]) -> list[float]:
    """Seconds from the newest event to each window's end; NaN before the first event."""
    if not windows:
        return []
    newest = {row.window.start: row.newest for row in _stored(scene, windows)}
    ages, latest = [], scene.first.newest if scene.first.window.start < windows[0].start else None
    for window in windows:
        latest = newest.get(window.start) or latest
        ages.append(np.nan if latest is None else max((window.end - latest).total_seconds(), 0.0))
    return ages


def _stored(scene: Scene, windows: Sequence[Window]) -> list[WindowRow]:
    if not windows:
        return []
    since, until = min(window.start for window in windows), max(window.end for window in windows)
    if scene.rows and since >= scene.rows[0].window.start:
        return [row for row in scene.rows if since <= row.window.start < until]
    return scene.history.rows(since, until)


def _after_learning(scene: Scene, taught: Sequence[Window], found: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """No verdict of the windows that say what is usual."""
    if not taught:
        return found
    end = taught[-1].end
    learning = Verdict("insufficient_data", LEARNING_STILL.format(end=taught[-1].full_name))
    return tuple(
        learning if window.end <= end else verdict for window, verdict in zip(scene.windows, found, strict=True)
    )
