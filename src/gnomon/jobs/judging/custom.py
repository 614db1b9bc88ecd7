"""The user's own numbers: the monitors of what profilers and metrics give, judged as shares, volumes and means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gnomon.alerts.verdict import Detail, Part, Verdict
from gnomon.checks import phrases
from gnomon.checks.scalar import custom
from gnomon.checks.scalar.custom import Number
from gnomon.checks.scalar.series import judge_scalar
from gnomon.config.entity import Entity
from gnomon.jobs import maintained
from gnomon.jobs.code import code_of
from gnomon.jobs.judging import contract, flow, profile_metrics, series_monitors, verdicts
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.monitors import Plan
from gnomon.metrics.custom import ProfileMetric
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.windows import Window

LEAST_TAUGHT = 2
"""Windows of a reference of data of its own that have a number: with fewer the entity's first windows teach."""

Numbers = Mapping[datetime, Mapping[str, Number]]
"""By the start of a window, and by series."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What says what is usual of a series.

    Attributes:
        windows: The windows.
        scalars: Of each; None where it has none.
        is_own: Whether they are windows of the entity's rows, of which there is no verdict.
    """

    windows: tuple[Window, ...]
    scalars: tuple[Number | None, ...]
    is_own: bool


def of_custom(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """The verdicts of a monitor of the user's own numbers, or of one that is the user's own itself."""
    if plan.monitor.code is not None:
        return series_monitors.of_code(scene, plan)
    asked = series_of(scene.entity, plan)
    own = flow.own_windows(scene)
    now = flow.judged_windows(scene, flow.closed_to(scene, own))
    since, until = min(own[0].start, now[0].start) if own else now[0].start, now[-1].end
    metrics = [one for one in code_of(scene.entity).metrics if one.name in asked]
    profiled = scene.history.scalars(asked, since, until)
    stored = {row.window.start for row in scene.history.rows(since, until) if row.rows} if metrics else set()
    looked_at = sorted({window for window in (*own, *now) if window.start in stored})
    numbers = _both(profiled, profile_metrics.of_windows(scene.history, scene.frozen, metrics, looked_at))
    frozen = _of_reference(scene, metrics)
    seen = {name for found in (*numbers.values(), *frozen.values()) for name in found}
    wanted = plan.monitor.series or ()
    names = [name for name in asked if name in seen or name in wanted]
    found = []
    for name in names:
        taught = _taught(scene, name, own, numbers, frozen)
        found.append(_of_series(scene, name, taught, now, numbers, (plan, len(names))))
    by_start = scene.by_start
    return tuple(
        _together([each[place] for each in found])
        if window.start in by_start and by_start[window.start].rows
        else contract.NO_ROWS
        for place, window in enumerate(scene.windows)
    )


def series_of(entity: Entity, plan: Plan) -> tuple[str, ...]:
    """The series that a monitor looks at: those that it names, or all that no other names.

    Args:
        entity: Whose monitor.
        plan: The monitor.
    """
    if plan.monitor.series is not None:
        return tuple(plan.monitor.series)
    others = {name for monitor in entity.monitors.values() for name in monitor.series or ()}
    return tuple(name for name in code_of(entity).numbers if name not in others)


def _both(profiled: Numbers, measured: Numbers) -> Numbers:
    """What profilers and metrics give of the same windows."""
    starts = profiled.keys() | measured.keys()
    return {start: {**profiled.get(start, {}), **measured.get(start, {})} for start in starts}


def _of_reference(scene: Scene, metrics: Sequence[ProfileMetric]) -> Numbers:
    """What a reference of data of its own has: what is frozen of the entity's own rows is read from these."""
    if scene.entity.reference.form in contract.OWN:
        return {}
    profiled = {window.start: profile.scalars for window, profile in scene.frozen.series}
    return _both(profiled, profile_metrics.of_reference(scene.frozen, metrics))


def _taught(scene: Scene, name: str, own: Sequence[Window], numbers: Numbers, frozen: Numbers) -> Taught:
    windows = tuple(window for window in scene.frozen.series.windows if _known(frozen, window, name))
    if len(windows) >= LEAST_TAUGHT:
        return Taught(windows, tuple(frozen[window.start][name] for window in windows), is_own=False)
    return Taught(tuple(own), tuple(numbers.get(window.start, {}).get(name) for window in own), is_own=True)


def _known(numbers: Numbers, window: Window, name: str) -> bool:
    one = numbers.get(window.start, {}).get(name)
    return one is not None and not isinstance(one, Failed)


def _of_series(
    scene: Scene, name: str, taught: Taught, now: Sequence[Window], numbers: Numbers, of: tuple[Plan, int]
) -> tuple[Detail, ...]:
    """What is said of one series in each window; the monitor's chance of a false alarm is shared by all its series."""
    plan, count = of
    aside = maintained.starts(scene.entity, now)
    scalars = [None if window.start in aside else numbers.get(window.start, {}).get(name) for window in now]
    first = len(now) - len(scene.windows)
    kind = custom.kind_of([*taught.scalars, *scalars])
    if kind is None:
        return tuple(_unknown(name, one) for one in scalars[first:])
    judged = judge_scalar(
        kind,
        custom.points(taught.windows, taught.scalars, kind),
        custom.points(now, scalars, kind),
        material=plan.monitor.material,
        alpha=scene.alpha[plan.name] / count,
        name=name,
        first=first,
    )
    said = tuple(verdicts.of_scalar(one) for one in judged)
    if taught.is_own:
        said = flow.after_learning(scene, taught.windows, said)
    return tuple(
        _unknown(name, one)
        if isinstance(one, Failed)
        else Detail(Part(name), verdict.status, verdict.figures, is_calm=verdict.is_calm, reason=verdict.reason)
        for one, verdict in zip(scalars[first:], said, strict=True)
    )


def _unknown(name: str, one: Number | None) -> Detail:
    """A series without a number: because its function failed, or because nothing gives it."""
    if isinstance(one, Failed):
        return Detail(Part(name), "error", is_calm=False, reason=f"{phrases.named(name)} failed: {one.reason}.")
    words = f"There is no number {phrases.named(name)} of these rows: is there a function of that name in code:?"
    return Detail(Part(name), "error", is_calm=False, reason=words)


def _together(details: Sequence[Detail]) -> Verdict:
    return verdicts.of_parts(details) if details else Verdict("no_data", "No function gives a number.")
