"""Monitors of performance: what they say of all rows, and of segments that broke by themselves.

Segments are judged as all rows are. They spend a part of the monitor's chance of a false alarm, in equal shares of
those that are large enough by the reference alone. One that broke is a part of the monitor's one alert.

Source: STATISTICS B5, D.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gnomon.alerts.verdict import WHOLE, Detail, Part, Verdict, of_details
from gnomon.checks import performance_apart
from gnomon.checks.verdict import Status
from gnomon.jobs.judging import realised
from gnomon.jobs.judging.realised import Performed
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.monitors import Plan
from gnomon.jobs.rows import segments
from gnomon.jobs.rows.segments import Labels

NO_REFERENCE = Verdict("insufficient_data", "The reference has no targets: nothing says which performance is usual.")
NO_ROWS = Verdict("no_data", "There are no predictions.")

OF_SEGMENTS = 0.5
"""The part of a monitor's chance of a false alarm that all segments have together, where there are any."""


def verdicts(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """The verdict of a monitor of performance in every window."""
    taught = realised.usual(scene)
    if not taught:
        return (NO_REFERENCE,) * len(scene.windows)
    large = _large(scene, plan)
    alpha = scene.alpha[plan.name]
    of_all = alpha * (1 - OF_SEGMENTS) if large else alpha
    whole = realised.performed(scene, plan, taught, segments.WHOLE, of_all)
    each = alpha * OF_SEGMENTS / max(len(large), 1)
    parts = {labels: realised.performed(scene, plan, realised.usual(scene, labels), labels, each) for labels in large}
    return tuple(
        _together(whole[window], {labels: some[window] for labels, some in parts.items() if window in some})
        if window in whole
        else NO_ROWS
        for window in scene.windows
    )


def _large(scene: Scene, plan: Plan) -> list[Labels]:
    """The segments that are large enough to be judged."""
    found = []
    for labels in scene.frozen.segments.labels_of_all():
        taught = realised.usual(scene, labels)
        if taught:
            outcomes = [outcome for _, outcome in taught]
            if performance_apart.is_large(realised.metric_of(plan, taught), outcomes, plan.monitor.worse_by):
                found.append(labels)
    return found


def _together(whole: Performed, parts: Mapping[Labels, Performed]) -> Verdict:
    """What is said of one window: of all rows, and of each segment that is not as usual."""
    found, status = whole.verdict, _status(whole)
    loud = [
        detail for labels, one in parts.items() if (detail := _detail(segments.named(labels), one, whole)) is not None
    ]
    if not loud and status == found.status:
        return found
    if found.status != "ok" or not found.is_calm:
        loud.append(Detail(WHOLE, status, found.figures, found.is_calm, reason=found.reason))
    is_wrong = any(detail.status == "violation" for detail in loud)
    listed = replace(found, status="violation" if is_wrong else found.status, details=tuple(loud))
    return replace(listed, reason=of_details(listed.details)) if is_wrong else listed


def _detail(name: str, mine: Performed, whole: Performed) -> Detail | None:
    """A segment that is not as usual; None of one that is.

    One that only moved as all rows did is told no more than it was: not in violation, and not calm either.
    """
    found, status, is_calm = mine.verdict, _status(mine), mine.verdict.is_calm
    share = mine.rows / max(whole.rows, 1)
    if status == "violation" and not performance_apart.stands_out(mine.one, whole.one, share):
        status, is_calm = "ok", False
    if status == "ok" and is_calm:
        return None
    return Detail(Part("", segment=name), status, found.figures, is_calm, reason=f"{name}: {found.reason}")


def _status(one: Performed) -> Status:
    """The status of a part: calm also where few rows would hide a new change, or what is told would never end."""
    is_hidden = one.one.status == "insufficient_data" and one.one.p is not None
    return "ok" if is_hidden else one.verdict.status
