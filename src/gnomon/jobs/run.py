"""A run: all work that is due, once. Doing it twice changes nothing.

Each entity is brought up to date, judged and told by itself: what is wrong with
one is its status, and the others go on. A run that is killed leaves whole
steps behind, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from gnomon.checks.verdict import Status
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.errors import UnavailableError, UsageError
from gnomon.jobs import calendar, keep, late, monitors, realised, tell
from gnomon.jobs.assess import assess
from gnomon.jobs.clock import Clock
from gnomon.jobs.frozen import Frozen
from gnomon.jobs.gather import Gathered, gather
from gnomon.jobs.judge import judge
from gnomon.jobs.lease import Lease, held
from gnomon.jobs.monitors import Plan
from gnomon.jobs.reference import is_rolling, rolling
from gnomon.jobs.steps import Listener, nobody
from gnomon.profiles.windows import Window
from gnomon.store import alerts as episodes
from gnomon.store import entities, evaluations, verdicts
from gnomon.store import windows as windows_of
from gnomon.store.open import Store

Progress = Callable[[int], None]

ELSEWHERE = "Another run holds it."
NOTHING_YET = "No window is over yet."


@dataclass(frozen=True, slots=True)
class EntityRun:
    """What a run did for one entity.

    Attributes:
        entity: Its name.
        windows: How many windows were judged.
        rows: How many rows were profiled.
        status: `violation` while an alert fires, `error` when something could not be done.
        reason: Why, in a sentence.
        alerts: Ids of the alerts that fire now.
        revised: How many windows that were judged before have other verdicts now.
    """

    entity: str
    windows: int = 0
    rows: int = 0
    status: Status = "ok"
    reason: str = ""
    alerts: tuple[str, ...] = ()
    revised: int = 0


def run(
    settings: Settings,
    store: Store,
    until: datetime,
    *,
    clock: Clock,
    listener: Listener = nobody,
    progress: Progress | None = None,
) -> tuple[EntityRun, ...]:
    """Do all that is due, but for the sending of messages: `deliver` sends what stands in the outbox.

    Args:
        settings: The configuration.
        store: Its store.
        until: The moment as which it runs: rows and targets of later times are not known yet.
        clock: The time on the wall.
        listener: Told each step that is done.
        progress: Told of each batch how many rows it had.

    Returns:
        What was done, by entity in the order of the configuration.
    """
    return tuple(
        _entity(settings, entity, store, until, clock, listener, progress) for entity in settings.entities.values()
    )


def _entity(  # noqa: PLR0913, PLR0917 - what a run has
    settings: Settings,
    entity: Entity,
    store: Store,
    until: datetime,
    clock: Clock,
    listener: Listener,
    progress: Progress | None,
) -> EntityRun:
    """One entity; what is wrong with it becomes its status."""
    with store.transaction() as tx:
        entities.put(
            tx, entity.name, entity.model_dump(mode="json", warnings=False), entity.upstream, every=entity.every, zone=entity.zone
        )
    with held(store, f"entity/{entity.name}", clock) as lease:
        if lease is None:
            return EntityRun(entity.name, status="error", reason=ELSEWHERE)
        listener("leased", entity.name, {})
        try:
            done = _judged(settings, entity, lease, until, listener, progress)
        except (UsageError, UnavailableError) as error:
            done = EntityRun(entity.name, status="error", reason=str(error))
        with lease.transaction() as tx:
            entities.status_put(tx, entity.name, done.status, done.reason, clock())
        listener("done", entity.name, {"status": done.status})
        return done


def _judged(  # noqa: PLR0913, PLR0917 - what a run has
    settings: Settings,
    entity: Entity,
    lease: Lease,
    until: datetime,
    listener: Listener,
    progress: Progress | None,
) -> EntityRun:
    store, plans = lease.store, monitors.plans(entity)
    gathered = gather(store, entity, until, progress=progress)
    listener("measured", entity.name, {"rows": gathered.brought.rows, "windows": len(gathered.windows)})
    revised, new = 0, 0
    if gathered.reference is not None:
        revised = _revise(entity, plans, gathered.reference, lease, until, listener)
        new = _judge_new(entity, plans, gathered.reference, lease, until, listener)
    tell.tell(settings, entity, plans, lease)
    listener("told", entity.name, {})
    return _summary(entity, store, gathered, new, revised)


def _judge_new(  # noqa: PLR0913, PLR0917 - what a run has
    entity: Entity, plans: Sequence[Plan], reference: Frozen, lease: Lease, until: datetime, listener: Listener
) -> int:
    """Judge the windows that are over and were not judged yet; how many."""
    due = _due(lease.store, entity, plans, reference, until)
    with lease.store.reading() as tx:
        alerts = late.before(tx, entity.name, plans, due[0].start) if due else {}
    for stretch, frozen in _stretches(lease.store, entity, reference, due):
        assessed = assess(lease.store, entity, plans, frozen, stretch, until)
        for place, judged in enumerate(judge(assessed, plans, alerts)):
            with lease.transaction() as tx:
                keep.window(tx, entity, plans, judged, assessed.revisions[place], lease.clock())
            alerts = judged.alerts
            listener("judged", entity.name, {"window": judged.window.start.isoformat()})
    return len(due)


def _revise(  # noqa: PLR0913, PLR0917 - what a run has
    entity: Entity, plans: Sequence[Plan], reference: Frozen, lease: Lease, until: datetime, listener: Listener
) -> int:
    """Judge again the windows whose rows or targets changed, and those after them; how many differ."""
    store = lease.store
    with store.reading() as tx:
        changed = [start for plan in plans for start in verdicts.outdated(tx, entity.name, plan.name)]
        changed += realised.ripened(tx, entity.name, plans, until)
        last = max((row.window.end for plan in plans if (row := evaluations.last(tx, entity.name, plan.name))), default=None)
    if not changed or last is None:
        return 0
    windows = tuple(calendar.windows(min(changed), last, entity.every, entity.zone))
    differing = 0
    if is_rolling(entity):
        return differing  # of a sliding reference each window had its own, which is gone
    assessed = assess(store, entity, plans, reference, windows, until)
    with lease.transaction() as tx:
        differing = len(late.revise(tx, entity, plans, assessed, lease.clock()))
    listener("judged", entity.name, {"revised": differing})
    return differing


def _due(
    store: Store, entity: Entity, plans: Sequence[Plan], reference: Frozen, until: datetime
) -> tuple[Window, ...]:
    """The windows that are over and were not judged yet."""
    with store.reading() as tx:
        ends = [row.window.end for plan in plans if (row := evaluations.last(tx, entity.name, plan.name))]
        first = windows_of.first(tx, entity.name)
    if first is None:
        return ()
    start = max(ends, default=first.window.start)
    if not ends and entity.reference.form in ("first", "window") and reference.series.windows:
        start = max(start, reference.series.windows[-1].end)
    return calendar.closed(start, until, entity.lateness, entity.every, entity.zone)


def _stretches(
    store: Store, entity: Entity, reference: Frozen, due: tuple[Window, ...]
) -> list[tuple[tuple[Window, ...], Frozen]]:
    """Windows that are judged together, with their reference: of a sliding one each window has its own."""
    if not due:
        return []
    if not is_rolling(entity):
        return [(due, reference)]
    found = []
    for window in due:
        with suppress(Waiting):
            found.append(((window,), rolling(store, entity, window)))
    return found


def _summary(entity: Entity, store: Store, gathered: Gathered, new: int, revised: int) -> EntityRun:
    with store.reading() as tx:
        firing = episodes.all(tx, entity.name, ("firing",))
    rows, problems = gathered.brought.rows, (*gathered.brought.problems, *gathered.targeted.problems)
    ids = tuple(row.id for row in firing)
    done = {"entity": entity.name, "windows": new, "rows": rows, "alerts": ids, "revised": revised}
    status, reason = _state(firing, problems, gathered.waiting)
    return EntityRun(status=status, reason=reason, **done)


def _state(firing: Sequence[episodes.EpisodeRow], problems: Sequence[str], waiting: str) -> tuple[Status, str]:
    if problems:
        return "error", " ".join(problems)
    if firing:
        return "violation", firing[0].summary
    if waiting:
        return "insufficient_data", waiting
    return "ok", "Nothing fires."


def record(done: Sequence[EntityRun]) -> Mapping[str, object]:
    """A run as `gnomon run --json` prints it."""
    return {
        "entities": [
            {
                "entity": one.entity,
                "windows": one.windows,
                "rows": one.rows,
                "status": one.status,
                "reason": one.reason,
                "alerts": list(one.alerts),
                "revised": one.revised,
            }
            for one in done
        ]
    }
