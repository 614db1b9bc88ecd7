"""Assessing: from what is stored of an entity's windows to all that their verdicts need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from gnomon.alerts.verdict import Verdict
from gnomon.checks.chances import PAST
from gnomon.config.entity import Entity
from gnomon.config.monitor import Watches
from gnomon.errors import GnomonError
from gnomon.jobs import maintained
from gnomon.jobs.judging import columns, contract, custom, flow, performance, segment_columns
from gnomon.jobs.judging.assessed import Assessed
from gnomon.jobs.judging.history import History, Stored
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.monitors import Plan
from gnomon.jobs.references.frozen import Frozen
from gnomon.profiles.windows import Window
from gnomon.store.open import Store
from gnomon.store.windows import WindowRow

Assess = Callable[[Scene, Plan], tuple[Verdict, ...]]
"""The verdicts of one monitor in every window of a scene."""

BY_CLASS: Mapping[Watches, Assess] = {
    "performance": performance.verdicts,
    "schema": contract.of_schema,
    "expect": contract.of_expected,
    "volume": flow.of_volume,
    "freshness": flow.of_freshness,
    "custom": custom.of_custom,
}


def assess(
    store: Store,
    entity: Entity,
    plans: Sequence[Plan],
    frozen: Frozen,
    windows: Sequence[Window],
    at: datetime,
    *,
    history: History | None = None,
    given: Mapping[str, tuple[Verdict, ...]] | None = None,
) -> Assessed:
    """Assess windows.

    Args:
        store: Where samples are.
        entity: Whose.
        plans: Its monitors.
        frozen: Its reference.
        windows: The windows to judge, in order, at least one.
        at: The moment of asking.
        history: Its past; what is stored when not given.
        given: By monitor, verdicts that are known already.
    """
    history, given = history or Stored(store, entity.name), given or {}
    first = _first(history, entity)
    stretch = PAST * (windows[-1].end - windows[-1].start) + timedelta(days=1)
    if first is None:
        raise GnomonError(f"{entity.name} has no rows, so that none of its windows can be judged.")
    rows = history.rows(windows[0].start - stretch, windows[-1].end)
    known = columns.newest_first_look(rows, windows[0].start, PAST)
    rows_have = contract.expected(history, entity, frozen, first).columns
    taught = columns.lessons(entity, plans, frozen, rows_have)
    parts = segment_columns.lessons(entity, plans, frozen, rows_have)
    sizes = [len(lesson.columns) for lesson in taught]
    alpha, of_groups, of_segments = columns.alphas(entity, plans, sizes, with_segments=bool(parts))
    scene = Scene(history, entity, frozen, tuple(windows), tuple(rows), first, at, alpha)
    aside = maintained.starts(entity, (row.window for row in known))
    with_rows = [row for row in known if row.rows and row.window.start not in aside]
    groups = tuple(
        columns.group(history, frozen, lesson, columns.learned(lesson), with_rows, windows, share)
        for lesson, share in zip(taught, of_groups, strict=True)
    )
    return Assessed(
        tuple(windows),
        tuple(scene.by_start[window.start].revision if window.start in scene.by_start else 0 for window in windows),
        groups,
        entity.schema.roles,
        {
            plan.name: given.get(plan.name) or BY_CLASS[plan.watches](scene, plan)
            for plan in plans
            if plan.watches in BY_CLASS
        },
        frozen.digest,
        segment_columns.segments(history, frozen, parts, groups, with_rows, windows, of_segments),
        maintained.set_aside(entity, windows),
    )


def _first(history: History, entity: Entity) -> WindowRow | None:
    """The oldest window that has rows and is an example of what is usual, where there is one."""
    if not entity.maintained:
        return history.first()
    rows = (row for row in history.rows(None, None) if row.rows and not maintained.hours_of(entity, row.window))
    return next(rows, history.first())
