"""How rows flow: the monitors of volume and freshness, judged by the entity's own windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from gnomon.alerts.verdict import Verdict
from gnomon.checks import freshness
from gnomon.checks.scalar.closed import Closed
from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.series import judge_scalar
from gnomon.checks.scalar.telling import SHIFT
from gnomon.config import holidays
from gnomon.config.entity import Entity
from gnomon.jobs import calendar, maintained
from gnomon.jobs.judging import contract, sampled_rows, verdicts
from gnomon.jobs.judging.history import History
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.monitors import Plan
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.left_out import is_left_out
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow

Floats = npt.NDArray[np.float64]
Stored = Callable[[datetime, datetime], Sequence[WindowRow]]
"""The windows that lie wholly between two moments."""

LEARNING = timedelta(days=28)
"""How much of the entity's beginning says what is usual, where its reference is not made of its own windows."""

LEAST_LEARNING = 14
"""At least so many windows."""

BEFORE = SHIFT + 8
"""Windows before the first that is judged: so many say that a level is new, and tests merge up to 4 of the last 8."""

REST = timedelta(days=8)
"""So far back those are looked for where no rows are usual on some days or at some hours."""

LEAD = 200
"""The newest event is looked for in so many windows before those that are judged; else it is the first of all."""

LEARNING_STILL = "Learning until {end}: what is usual is not known yet."


def of_volume(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """Too few rows, or too many."""
    taught = own_windows(scene)
    closed = closed_to(scene, taught)
    before, now = taught, judged_windows(scene, closed)
    rows, estimated = _rows(scene, (*before, *now)), sampled_rows.estimates(scene)
    found = judge_scalar(
        "volume",
        sampled_rows.points(before, rows, estimated),
        _apart(scene, sampled_rows.points(now, rows, estimated)),
        material=plan.monitor.material,
        calendar=closed.holidays,
        closed=closed,
        alpha=scene.alpha[plan.name],
        name="rows",
        first=len(now) - len(scene.windows),
    )
    told = sampled_rows.told(scene, rows, estimated, [verdicts.of_scalar(one) for one in found])
    return after_learning(scene, taught, tuple(told))


def of_freshness(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """How old the newest event is at the end of each window, without the time in which no rows are usual."""
    taught = own_windows(scene)
    closed = closed_to(scene, taught)
    now = judged_windows(scene, closed)
    before_ages, _ = _ages(scene, taught, closed)
    now_ages, apart = _ages(scene, now, closed)
    found = judge_scalar(
        "freshness",
        before_ages,
        _apart(scene, now_ages),
        material=plan.monitor.material,
        calendar=closed.holidays,
        apart=apart,
        alpha=scene.alpha[plan.name],
        name="the newest event",
        first=len(now) - len(scene.windows),
    )
    return after_learning(scene, taught, tuple(verdicts.of_scalar(one) for one in found))


def closed(history: History, entity: Entity, frozen: Frozen, first: WindowRow, until: datetime) -> Closed:
    """On which days of the week, hours and holidays no rows are usual.

    Args:
        history: The entity's past.
        entity: Whose.
        frozen: Its reference.
        first: Its first window.
        until: What is later teaches nothing.
    """
    return _closed_of(history.rows, entity, taught(entity, frozen, first, until), until)


def taught(entity: Entity, frozen: Frozen, first: WindowRow, until: datetime) -> tuple[Window, ...]:
    """The windows that say what is usual: the reference's, where it is a stretch of these rows; else the first ones.

    Those without rows are among them, and those of maintenance are not.

    Args:
        entity: Whose.
        frozen: Its reference.
        first: Its first window.
        until: Windows that end later are not among them.
    """
    if entity.reference.form in contract.OWN:
        known = frozen.series.windows
        if not known:
            return ()
        since, end = known[0].start, known[-1].end
    else:
        since, length = first.window.start, first.window.end - first.window.start
        end = since + max(LEARNING, (LEAST_LEARNING + 0.5) * length)
    excluded = set(frozen.excluded)
    found = calendar.windows(since, min(end, until), entity.every, entity.zone)
    if entity.reference.form not in contract.OWN:  # what a reference of its own windows leaves out is recorded
        excluded = {window.start for window in found if is_left_out(entity, window)}
    return tuple(window for window in found if window.start not in excluded)


def own_windows(scene: Scene) -> tuple[Window, ...]:
    """What `taught` says of a scene, up to its last window."""
    return taught(scene.entity, scene.frozen, scene.first, scene.windows[-1].end)


def closed_to(scene: Scene, windows: Sequence[Window]) -> Closed:
    """What `closed` says, as some windows of a scene teach it."""
    return _closed_of(lambda *_: _stored(scene, windows), scene.entity, windows, scene.windows[-1].end)


def _closed_of(stored: Stored, entity: Entity, windows: Sequence[Window], until: datetime) -> Closed:
    if not windows:
        return Closed()
    rows = {row.window.start: row.rows for row in stored(windows[0].start, windows[-1].end)}
    feasts = holidays.dates(entity.holidays, windows[0].day.year, until.year + 1)
    return Closed.of(windows, [rows.get(window.start, 0) for window in windows], feasts)


def judged_windows(scene: Scene, closed: Closed) -> tuple[Window, ...]:
    """The windows to judge, and those before them that are merged, over the time in which no rows are usual."""
    first = scene.windows[0]
    reach = BEFORE * 2 * (first.end - first.start)
    since = max(scene.first.window.start, first.start - (max(reach, REST) if any(closed.slots.values()) else reach))
    start = calendar.window_of(since, scene.entity.every, scene.entity.zone).start
    before = calendar.windows(start, first.start, scene.entity.every, scene.entity.zone)
    is_open = np.flatnonzero(~closed.flags(before))
    return (*before[is_open[-BEFORE:][0] if len(is_open) else 0 :], *scene.windows)


def _apart(scene: Scene, points: Points) -> Points:
    """Points without a value in windows of maintenance, so that none is judged together with them."""
    aside = maintained.starts(scene.entity, points.windows)
    if not aside:
        return points
    values = [
        np.nan if window.start in aside else value for window, value in zip(points.windows, points.values, strict=True)
    ]
    return Points.of(points.windows, values, points.rows, points.variance)


def _rows(scene: Scene, windows: Sequence[Window]) -> Mapping[datetime, int]:
    """Rows by the start of a window."""
    return {row.window.start: row.rows for row in _stored(scene, windows)}


def _ages(scene: Scene, windows: Sequence[Window], closed: Closed) -> tuple[Points, Floats]:
    """Seconds from the newest event to each window's end, and what they leave out; NaN before the first event."""
    if not windows:
        return Points.of((), ()), np.zeros(0)
    first = windows[0]
    since = calendar.window_of(first.start - LEAD * (first.end - first.start), scene.entity.every, scene.entity.zone)
    newest = {row.window.start: row.newest for row in (scene.first, *_stored(scene, (since, *windows)))}
    before = [start for start, event in newest.items() if start < first.start and event is not None]
    lead = calendar.windows(max(before), first.start, scene.entity.every, scene.entity.zone) if before else ()
    together = (*lead, *windows)
    shut = closed.flags(together) | closed.unknown_holidays(together)
    points, apart = freshness.open_ages(together, [newest.get(window.start) for window in together], shut)
    return Points.of(windows, points.values[len(lead) :]), apart[len(lead) :]


def _stored(scene: Scene, windows: Sequence[Window]) -> list[WindowRow]:
    if not windows:
        return []
    since, until = min(window.start for window in windows), max(window.end for window in windows)
    if scene.rows and since >= scene.rows[0].window.start:
        return [row for row in scene.rows if since <= row.window.start < until]
    return scene.history.rows(since, until)


def after_learning(scene: Scene, taught: Sequence[Window], found: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """No verdict of the windows that say what is usual.

    Args:
        scene: What is judged.
        taught: The windows that say what is usual.
        found: A verdict of each window of the scene.
    """
    if not taught:
        return found
    end = taught[-1].end
    learning = Verdict("insufficient_data", LEARNING_STILL.format(end=taught[-1].full_name))
    return tuple(
        learning if window.end <= end else verdict for window, verdict in zip(scene.windows, found, strict=True)
    )
