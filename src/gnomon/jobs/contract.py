"""What is certain of a window: the columns that it has, and the limits that a person set."""

from __future__ import annotations

from dataclasses import replace

from gnomon.alerts.verdict import Verdict
from gnomon.checks import limit as limits
from gnomon.checks import schema as schemas
from gnomon.config.entity import Entity
from gnomon.jobs import verdicts
from gnomon.jobs.monitors import Plan
from gnomon.jobs.scene import Scene
from gnomon.metrics.quality.schema_change import schema_change
from gnomon.profiles.schema import Schema
from gnomon.profiles.windows import Window
from gnomon.store import samples
from gnomon.store.open import Store
from gnomon.store.windows import WindowRow

SAME = "The columns are those of the first window."
NO_ROWS = Verdict("no_data", "There are no rows.")


def schema_of(store: Store, entity: Entity, first: WindowRow) -> Schema:
    """The columns that the entity's rows are expected to have: those of its first window."""
    with store.reading() as tx:
        return samples.profile(tx, entity.name, first.window).schema


def of_schema(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """Columns that are gone, new, or of another kind."""
    name, columns = scene.entity.name, plan.monitor.columns
    with scene.store.reading() as tx:
        before = samples.profile(tx, name, scene.first.window)
        found = []
        for window in scene.windows:
            if not _has_rows(scene, window):
                found.append(NO_ROWS)
                continue
            now = samples.profile(tx, name, window)
            findings = schemas.findings(schema_change(before, now), now, before)
            kept = [one for one in findings if columns is None or one.column in columns]
            found.append(verdicts.of_findings(kept, SAME, plan.monitor.critical))
    return tuple(found)


def of_limit(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """A limit that a person set."""
    limit = limits.limit(plan.monitor.expect or "")
    reference, name = scene.frozen.total, scene.entity.name
    found = []
    with scene.store.reading() as tx:
        for window in scene.windows:
            if not _has_rows(scene, window):
                found.append(NO_ROWS)
                continue
            profile, outcome = samples.profile(tx, name, window), samples.outcome(tx, name, window)
            one = verdicts.of_scalar(limit.judge(profile, outcome, reference))
            found.append(replace(one, is_calm=one.status == "ok"))
    return tuple(found)


def _has_rows(scene: Scene, window: Window) -> bool:
    row = scene.by_start.get(window.start)
    return row is not None and row.rows > 0
