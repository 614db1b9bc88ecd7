"""What is certain of a window: the columns that it has, and what a person expects of it: limits and contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gnomon.alerts.verdict import Verdict
from gnomon.checks import limit as limits
from gnomon.checks import schema as schemas
from gnomon.checks.contract import Contract
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.config.entity import Entity
from gnomon.jobs.code import code_of
from gnomon.jobs.judging import verdicts
from gnomon.jobs.judging.history import History
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.monitors import Plan
from gnomon.jobs.references.frozen import Frozen
from gnomon.metrics.quality.schema_change import schema_change
from gnomon.profiles.profile import Profile
from gnomon.profiles.sampled import RATE, has_rates
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow

SAME = "The columns are those that were there first."
OWN = ("first", "window")
"""Forms of a reference that is a stretch of the entity's own windows."""

NO_ROWS = Verdict("no_data", "There are no rows.")


def expected(history: History, entity: Entity, frozen: Frozen, first: WindowRow) -> Profile:
    """What rows are expected to look like: the reference's first window where that is of these rows, else their own.

    A training set has columns (targets, scores out of fold) that no row ever has. What is frozen stays
    what it was when a file is written anew.

    Args:
        history: Its past.
        entity: Whose.
        frozen: Its reference.
        first: The entity's first window.
    """
    if entity.reference.form in OWN and frozen.series.profiles:
        return frozen.series.profiles[0]
    return history.profile(first.window)


def of_schema(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """Columns that are gone, new, or of another kind."""
    columns = plan.monitor.columns
    before = expected(scene.history, scene.entity, scene.frozen, scene.first)
    found = []
    for window in scene.windows:
        if not _has_rows(scene, window):
            found.append(NO_ROWS)
            continue
        now = scene.history.profile(window)
        findings = schemas.findings(schema_change(before, now), now, before)
        passed = RATE if scene.entity.source.live and (has_rates(now) or has_rates(before)) else None
        mine = [one for one in findings if (one.column != passed if columns is None else one.column in columns)]
        found.append(verdicts.of_findings(mine, SAME, plan.monitor.critical))
    return tuple(found)


def of_expected(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """What a person expects: what columns must be, or a limit."""
    return _of_contracts(scene, plan) if plan.monitor.contracts else _of_limit(scene, plan)


def kept(contracts: Sequence[Contract], profile: Profile, entity: Entity) -> dict[str, dict[str, ScalarVerdict]]:
    """The verdict on each promise, by column and by the promise's name.

    Args:
        contracts: What each column must be.
        profile: Of a window.
        entity: Whose.
    """
    return {one.column: one.judge(profile, is_id=one.column == entity.source.id) for one in contracts}


def _of_contracts(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    contracts = plan.monitor.contracts
    return tuple(
        verdicts.of_promises(kept(contracts, scene.history.profile(window), scene.entity))
        if _has_rows(scene, window)
        else NO_ROWS
        for window in scene.windows
    )


def _of_limit(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    limit = limits.limit(str(plan.monitor.expect))
    reference, history, own = scene.frozen.total, scene.history, code_of(scene.entity).metrics
    found = []
    for window in scene.windows:
        if not _has_rows(scene, window):
            found.append(NO_ROWS)
            continue
        one = verdicts.of_scalar(limit.judge(history.profile(window), history.outcome(window), reference, own))
        found.append(replace(one, is_calm=one.status == "ok"))
    return tuple(found)


def _has_rows(scene: Scene, window: Window) -> bool:
    row = scene.by_start.get(window.start)
    return row is not None and row.rows > 0
