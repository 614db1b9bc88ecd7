"""The user's own monitors: what a function of a series says of each window."""

from __future__ import annotations

from bisect import bisect_right

from gnomon.alerts.custom import Series, SeriesMonitor
from gnomon.alerts.verdict import Verdict
from gnomon.config.entity import Entity
from gnomon.jobs import maintained
from gnomon.jobs.code import code_of
from gnomon.jobs.judging import contract
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.monitors import Plan


def of_code(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """The verdicts of a monitor of the user's own."""
    own = monitor_of(scene.entity, str(plan.monitor.code))
    if own is None:
        reason = f"There is no function {plan.monitor.code} with @gn.monitor on it in code:."
        return (Verdict("error", reason, is_calm=False),) * len(scene.windows)
    measured = scene.history.measured(own.series, own.metric, scene.windows[-1].end)
    aside = maintained.starts(scene.entity, (window for window, _ in measured))
    known = [(window, value) for window, value in measured if window.start not in aside]
    ends = [window.end for window, _ in known]
    found = []
    for window in scene.windows:
        row = scene.by_start.get(window.start)
        mine = known[: bisect_right(ends, window.end)]
        if row is None or not row.rows:
            found.append(contract.NO_ROWS)
        elif not known:
            reason = f"Nothing is measured as {own.metric} of {own.series}: see gnomon series {scene.entity.name}."
            found.append(Verdict("error", reason, is_calm=False))
        elif not mine or mine[-1][0].start != window.start:
            found.append(Verdict("no_data", f"{own.metric} of {own.series} has no value in this window."))
        else:
            windows, values = zip(*mine, strict=True)
            found.append(own.of(Series(windows, values)))
    return tuple(found)


def monitor_of(entity: Entity, name: str) -> SeriesMonitor | None:
    """An entity's own monitor of a name; None without one."""
    return next((one for one in code_of(entity).monitors if one.name == name), None)
