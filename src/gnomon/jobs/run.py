"""A run: all work that is due, once. Doing it twice changes nothing.

Each entity is brought up to date, judged and told by itself: what is wrong with
one is its status, and the others go on. A run that is killed leaves whole
steps behind, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from gnomon.checks.verdict import Status
from gnomon.config.entity import Entity
from gnomon.config.monitor import SELF
from gnomon.config.settings import Settings
from gnomon.errors import UnavailableError, UsageError
from gnomon.jobs import listing, monitors
from gnomon.jobs.clock import Clock
from gnomon.jobs.gather import Gathered, gather
from gnomon.jobs.incidents import incidents
from gnomon.jobs.judging import own_errors, retire
from gnomon.jobs.lease import Lease, held
from gnomon.jobs.rows.profile import Brought
from gnomon.jobs.steps import Listener, nobody
from gnomon.jobs.telling import digest, held_back, silences, tell
from gnomon.jobs.telling.digest import Suggest, nothing
from gnomon.jobs.turn import Progress, Turn
from gnomon.store import alerts as episodes
from gnomon.store import entities, windows
from gnomon.store.alerts import FIRING
from gnomon.store.open import Store

ELSEWHERE = "Another run works on it, or was killed within the last half minute."
CALM = "Nothing fires."

NOW = timedelta(hours=1)
"""A run as of a time no longer ago is one of now."""


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
        notes: What was mended or left for later, a sentence each.
        series: The series that the reason is about.
    """

    entity: str
    windows: int = 0
    rows: int = 0
    status: Status = "ok"
    reason: str = ""
    alerts: tuple[str, ...] = ()
    revised: int = 0
    notes: tuple[str, ...] = ()
    series: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:  # Any: JSON
        """As `gnomon run --json` prints it."""
        return {
            "entity": self.entity,
            "windows": self.windows,
            "rows": self.rows,
            "status": self.status,
            "reason": self.reason,
            "alerts": list(self.alerts),
            "revised": self.revised,
            "notes": list(self.notes),
        }


def run(
    settings: Settings,
    store: Store,
    until: datetime,
    *,
    clock: Clock,
    listener: Listener = nobody,
    progress: Progress | None = None,
    suggest: Suggest = nothing,
) -> tuple[EntityRun, ...]:
    """Do all that is due, but for the sending of messages: `deliver` sends what stands in the outbox.

    Args:
        settings: The configuration.
        store: Its store.
        until: The moment as which it runs: rows and targets of later times are not known yet.
        clock: The time on the wall.
        listener: Told each step that is done.
        progress: Told of each batch how many rows it had.
        suggest: Says what the past suggests, once a week for a digest.

    Returns:
        What was done, by entity in the order of the configuration.

    Raises:
        UnavailableError: The store cannot be reached.
    """
    found: list[EntityRun] = []
    for entity in upstream_first(settings):
        other = _other_windows(store, entity)
        if not other:
            with store.transaction() as tx:
                entities.put(
                    tx, entity.name, entity.model_dump(mode="json", by_alias=True, exclude_defaults=True),
                    entity.upstream, every=entity.every, zone=entity.zone,
                )  # fmt: skip
        with held(store, f"entity/{entity.name}", clock) as lease:
            if lease is None:
                found.append(EntityRun(entity.name, status="error", reason=ELSEWHERE))
                continue
            listener("leased", entity.name, {})
            turn = Turn(entity, monitors.plans(entity), lease, until, listener, progress)
            done = _guarded(turn, partial(_work, turn, other))
            done = _written(lease, _guarded(turn, partial(_told, settings, turn, done)))
            turn.say("done", status=done.status)
            found.append(done)
    _retire_entities(settings, store, clock)
    silences.end_with_alerts(store, clock())
    digest.gather(settings, store, clock, suggest)
    order = list(settings.entities)
    return tuple(sorted(found, key=lambda one: order.index(one.entity)))


def upstream_first(settings: Settings) -> list[Entity]:
    """The entities, each after those that it is made of: what follows from them is held back in the same run."""
    above = {name: held_back.upstream(settings, entity) for name, entity in settings.entities.items()}
    return sorted(settings.entities.values(), key=lambda entity: len(above[entity.name]))


def _written(lease: Lease, done: EntityRun) -> EntityRun:
    """Write down how an entity is; where that cannot be, its lease was lost or its disk is full, that is how it is."""
    try:
        with lease.transaction() as tx:
            entities.status_put(tx, done.entity, done.status, done.reason, lease.clock())
    except UnavailableError as error:
        return replace(done, status="error", reason=str(error))
    return done


def _other_windows(store: Store, entity: Entity) -> str:
    """Why the entity's windows do not fit to those that are stored; empty when they do."""
    with store.reading() as tx:
        if entity.name not in entities.names(tx) or windows.first(tx, entity.name) is None:
            return ""
        known = entities.calendar(tx, entity.name)
    if (known.every, known.zone) == (entity.every, entity.zone):
        return ""
    return (
        f"its windows in the store are {known.every} in {known.zone}, not {entity.every} in {entity.zone}. "
        "Give the entity another name, or change it back."
    )


def _retire_entities(settings: Settings, store: Store, clock: Clock) -> None:
    """End and tell what fires of entities that are no longer configured."""
    with store.reading() as tx:
        gone = retire.gone(tx, list(settings.entities))
    for entity in gone:
        with held(store, f"entity/{entity.name}", clock) as lease:
            if lease is None:
                continue
            with lease.transaction() as tx:
                plans = retire.monitors(tx, entity, (), clock())
                incidents.settle(tx, entity.name, clock(), clock())
            tell.tell(settings, entity, plans, lease)


def _guarded(turn: Turn, step: Callable[[], EntityRun]) -> EntityRun:
    """A step of an entity's turn; what is wrong with it becomes its status, and does not stop the others."""
    name = turn.entity.name
    try:
        return step()
    except (UsageError, UnavailableError) as error:
        return EntityRun(name, status="error", reason=str(error))
    except Exception as error:
        turn.say("failed", error=f"{type(error).__name__}: {error}")
        return EntityRun(name, status="error", reason=f"gnomon failed: {type(error).__name__}: {error}")


def _work(turn: Turn, other: str) -> EntityRun:
    """Bring an entity up to date and judge it, unless the store has other windows of it."""
    if other:
        raise UsageError(other)
    notes = _bring_in(turn)
    gathered = gather(turn.store, turn.entity, turn.until, progress=turn.progress)
    for name, failed in gathered.brought.failed:
        turn.say("failed", series=name, error=failed.reason, traceback=failed.trace)
    turn.say("measured", rows=gathered.brought.rows, windows=len(gathered.windows))
    revised, judged = 0, 0
    if gathered.reference is not None:
        read = replace(turn, brought=gathered.brought)
        revised = read.judge_again(gathered.reference)
        judged = read.judge_new(gathered.reference)
    done = _summary(turn, gathered, judged, revised)
    return replace(done, notes=(*notes, *done.notes))


def _bring_in(turn: Turn) -> tuple[str, ...]:
    """Bring what came over HTTP into the log; what people should know of it."""
    targets = turn.entity.targets
    if not turn.entity.source.live and not (targets is not None and targets.live):
        return ()
    from gnomon.jobs.live.bring import bring_in  # noqa: PLC0415 - needs what only gnomon[server] installs

    done = bring_in(turn.store, turn.entity, turn.lease.clock())
    turn.say("drained", rows=done.rows)
    return done.notes


def _told(settings: Settings, turn: Turn, done: EntityRun) -> EntityRun:
    """End what is gone, fold what could not be done, and tell what there is to tell."""
    entity, now, error = turn.entity, turn.lease.clock(), done.reason if done.status == "error" else ""
    mine = (*turn.plans, monitors.own(entity))
    with turn.lease.transaction() as tx:
        over = retire.monitors(tx, entity, mine, now)
        own_errors.fold(tx, entity, error, turn.until, now)
        incidents.settle(tx, entity.name, turn.until, now)
    tell.tell(settings, entity, (*mine, *over), turn.lease)
    turn.say("told")
    with turn.store.reading() as tx:
        firing = listing.urgent(episodes.all(tx, entity.name, FIRING))
    done = replace(done, alerts=tuple(row.id for row in firing))
    wrong = [row for row in firing if row.monitor != SELF]
    if error or not wrong:
        return done
    return replace(done, status="violation", reason=wrong[0].summary, series=tuple(wrong[0].series))


def _early(turn: Turn, brought: Brought) -> tuple[str, ...]:
    """That rows are of a time that has not come; a run as of an earlier time leaves later rows to later runs."""
    if not brought.later or turn.until < turn.lease.clock() - NOW:
        return ()
    return (f"{brought.later:,} rows are of a time that has not come yet; look at the clock of what writes them.",)


def _summary(turn: Turn, gathered: Gathered, judged: int, revised: int) -> EntityRun:
    brought, targeted = gathered.brought, gathered.targeted
    status: Status = "ok"
    reason = CALM
    failed = [f"profiler {name} failed: {one.reason}." for name, one in brought.failed]
    if problems := (*brought.problems, *targeted.problems, *failed):
        status, reason = "error", " ".join(dict.fromkeys(problems))
    elif gathered.waiting:
        status, reason = "insufficient_data", gathered.waiting
    notes = (*brought.notes, *targeted.notes, *_early(turn, brought))
    return EntityRun(turn.entity.name, judged, brought.rows, status, reason, revised=revised, notes=notes)
