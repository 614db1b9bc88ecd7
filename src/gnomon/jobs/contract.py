"""What is certain of a window: the columns that it has, and the limits that a person set."""

from __future__ import annotations

from dataclasses import replace

from gnomon.alerts.verdict import Verdict
from gnomon.checks import limit as limits
from gnomon.checks import schema as schemas
from gnomon.config.entity import Entity
from gnomon.jobs import verdicts
from gnomon.jobs.frozen import Frozen
from gnomon.jobs.monitors import Plan
from gnomon.jobs.scene import Scene
from gnomon.metrics.quality.schema_change import schema_change
from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window
from gnomon.store import samples
from gnomon.store.open import Store
from gnomon.store.windows import WindowRow

SAME = "The columns are those that were there first."
OWN = ("first", "window")
"""Forms of a reference that is a stretch of the entity's own windows."""

NO_ROWS = Verdict("no_data", "There are no rows.")


def expected(store: Store, entity: Entity, frozen: Frozen, first: WindowRow) -> Profile:
    """What rows are expected to look like: the reference's first window where that is of these rows, else their own.

    A training set has columns (targets, scores out of fold) that no row ever has. What is frozen stays
    what it was when a file is written anew.

    Args:
        store: Where samples are.
        entity: Whose.
        frozen: Its reference.
        first: The entity's first window.
    """
    if entity.reference.form in OWN and frozen.series.profiles:
        return frozen.series.profiles[0]
    with store.reading() as tx:
        return samples.profile(tx, entity.name, first.window)


def of_schema(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """Columns that are gone, new, or of another kind."""
    name, columns = scene.entity.name, plan.monitor.columns
    before = expected(scene.store, scene.entity, scene.frozen, scene.first)
    with scene.store.reading() as tx:
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
