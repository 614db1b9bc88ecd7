"""gnomon watches itself: what is wrong with the watching, each with how to mend it.

Runs that stay away, windows that lag behind, monitors whose alerts turned out to be
noise, and monitors that can never fire: by their own words, or since none of their
windows could be judged.

Source: ALERTS R50, R51, R59.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from gnomon.alerts import words
from gnomon.checks import numbers, phrases
from gnomon.config.entity import Entity
from gnomon.config.never import never
from gnomon.config.settings import Settings
from gnomon.jobs.incidents.track_records import track_records
from gnomon.jobs.judging import own_errors
from gnomon.jobs.monitors import OF_COLUMNS, Plan, plans
from gnomon.profiles.windows import Every
from gnomon.store import entities, verdicts
from gnomon.store.entities import EntityStatus
from gnomon.store.open import Store
from gnomon.store.verdicts import VerdictRow

Kind = Literal["not_run", "behind", "noisy", "never_fires"]

OVERDUE = 2
"""A run is due once a window; one that stays away for so many is missed."""

BEHIND = 3
"""So many windows that are over may wait to be judged."""

LOOKED = timedelta(days=90)
"""Of so long before the newest window alerts count, in the time of the data."""

LEAST_FLAPS, MOST_FLAPS = 3, 0.3
LEAST_WRONG = 5
LEAST_UNANSWERED = 10
"""What makes a monitor noisy (R51, S1, S2, S4)."""

DAY = timedelta(days=1)
RECENT, FEWEST = 30, 7
"""Of so many windows none could be judged; fewer than these say nothing yet."""

LACKS: Mapping[str, str] = {
    "error": "Mend that: gnomon explain {entity} {monitor} says more.",
    "no_data": "Name what is there, or write {monitor}: off.",
    "insufficient_data": "Give it what it lacks, widen every: so that a window has more rows, or write {monitor}: off.",
}
"""How a monitor is mended of which no window could be judged, by why."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that is wrong with the watching.

    Attributes:
        kind: What sort.
        entity: Of which entity.
        monitor: Of which monitor; None of the entity as a whole.
        reason: What is wrong, in a sentence.
        mend: What to do.
    """

    kind: Kind
    entity: str
    monitor: str | None
    reason: str
    mend: str

    def record(self) -> dict[str, Any]:  # Any: JSON
        """As `gnomon status --json` prints it."""
        return asdict(self)


def concerns(settings: Settings, store: Store, now: datetime) -> list[Concern]:
    """What is wrong with the watching, entity by entity.

    Args:
        settings: The configuration.
        store: Its store.
        now: The time on the wall.
    """
    with store.reading() as tx:
        known = {one.entity: one for one in entities.statuses(tx)}
    found: list[Concern] = []
    for entity in settings.entities.values():
        status = known.get(entity.name)
        found += _of_runs(store, entity, status, now)
        found += _noisy(store, entity)
        found += _blind(store, entity, status)
    return found


def _of_runs(store: Store, entity: Entity, status: EntityStatus | None, now: datetime) -> Iterator[Concern]:
    length = Every.parse(entity.every).length
    often = "Let cron or the like run gnomon run at least once a window."
    if status is None:
        yield Concern("not_run", entity.name, None, "It was never run.", often)
        return
    if now - status.at > OVERDUE * length:
        since = words.moment(status.at, with_year=True)
        yield Concern("not_run", entity.name, None, f"Its last run was {since}; its windows are {entity.every}.", often)
    with store.reading() as tx:
        at, until = own_errors.ran_as_of(tx, entity.name), verdicts.judged_until(tx, entity.name)
    waiting = 0 if at is None or until is None else (at - entity.lateness - until) // length
    if until is not None and waiting > BEHIND:
        judged, count = words.moment(until, with_year=True), numbers.plain(numbers.count(waiting))
        reason = f"It is judged until {judged}: {count} later windows were over by its last run."
        yield Concern("behind", entity.name, None, reason, "Look whether its source has rows of later windows.")


def _noisy(store: Store, entity: Entity) -> Iterator[Concern]:
    """The monitors whose alerts were mostly noise, the worst first."""
    with store.reading() as tx:
        until = verdicts.judged_until(tx, entity.name)
    if until is None:
        return
    found = track_records(store, [entity], until - LOOKED)
    for one in sorted(found, key=lambda one: (-one["false_positives"], -one["flaps"], -one["alerts"])):
        reason, mend = _noise(one)
        if reason:
            yield Concern("noisy", entity.name, one["monitor"], f"{reason} in 90 days.", mend)


def _noise(one: dict[str, Any]) -> tuple[str, str]:
    """Why a monitor is noisy, by its track record, and how to mend it; empty when it is not."""
    alerts, right, wrong = one["alerts"], one["true_positives"], one["false_positives"]
    if wrong >= LEAST_WRONG and wrong > right:
        words = f"{wrong} of {right + wrong} reviewed incidents were none"
        return words, f"Raise what matters to it, and see with gnomon backtest {one['entity']} what that changes."
    if one["flaps"] >= LEAST_FLAPS and one["flaps"] > MOST_FLAPS * alerts:
        words = f"{one['flaps']} of {alerts} alerts were shorter than two windows"
        return words, "Write for: 2 windows, or keep_firing_for: 2 windows."
    if alerts >= LEAST_UNANSWERED and one["incidents"] and one["to_acknowledge"] is None and not right:
        return f"{alerts} alerts, and nobody acknowledged one", "Write severity: info, or lead it to who acts on it."
    return "", ""


def _blind(store: Store, entity: Entity, status: EntityStatus | None) -> Iterator[Concern]:
    """The monitors that can never fire."""
    with store.reading() as tx:
        until = verdicts.judged_until(tx, entity.name)
        length = Every.parse(entity.every).length
        recent = [] if until is None else verdicts.said(tx, entity.name, until - RECENT * length)
        newest = [] if until is None else verdicts.newest(tx, entity.name, since=until - length - DAY)
    if until is None and status is not None and status.status == "insufficient_data":
        mend = "Wait, or name rows to compare with: reference: {path: train.parquet}."
        yield Concern("never_fires", entity.name, None, f"Nothing is judged yet: {status.reason}", mend)
    are_rows = any(said in ("ok", "violation") for _, said, _ in recent)
    last = {row.monitor: row for row in newest}
    for plan in plans(entity):
        if said_of_itself := never(plan.monitor):
            reason, _, mend = said_of_itself.partition(". ")
            yield Concern("never_fires", entity.name, plan.name, f"It is never in violation: {reason}.", mend)
            continue
        mine = [said for monitor, said, _ in recent if monitor == plan.name]
        row = last.get(plan.name)
        if row is None or len(mine) < FEWEST or any(said not in LACKS for said in mine) or _is_measured(plan, row):
            continue
        why = row.reason
        if mine[-1] == "no_data" and plan.watches in OF_COLUMNS and are_rows:
            why = _no_column(plan)
        reason = f"None of its last {len(mine)} windows could be judged: {phrases.ended(why)}"
        yield Concern(
            "never_fires", entity.name, plan.name, reason, LACKS[mine[-1]].format(entity=entity.name, monitor=plan.name)
        )


def _is_measured(plan: Plan, row: VerdictRow) -> bool:
    """Whether something was measured, though too little to see what matters: a change that is large enough fires."""
    if plan.watches in OF_COLUMNS:
        return any("p" in one for one in row.record["columns"])
    return row.record["verdict"]["figures"].get("value") is not None


def _no_column(plan: Plan) -> str:
    if plan.monitor.columns is None:
        return "there is no column for it among the rows"
    return f"of {', '.join(plan.monitor.columns)} no column is among the rows"
