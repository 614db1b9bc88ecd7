"""Keeping what a window came to: verdicts, the alert after it, its episodes and what happened to them.

All of a window goes into one transaction, and an evaluation that is there
already keeps the rest out: judging a window twice changes nothing.

Source: ALERTS R14, R17.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from gnomon.alerts import record
from gnomon.alerts.alert import Alert, AlertEvent, Episode
from gnomon.alerts.state import Inactive, Pending
from gnomon.alerts.verdict import Detail
from gnomon.checks.family import ColumnVerdict
from gnomon.config.entity import Entity
from gnomon.jobs import calendar
from gnomon.jobs.incidents import incidents
from gnomon.jobs.judging.judge import Judged
from gnomon.jobs.monitors import Plan
from gnomon.profiles.windows import Window
from gnomon.store import alerts as episodes
from gnomon.store import evaluations, verdicts
from gnomon.store.alerts import AlertEventRow, EpisodeRow, EpisodeState
from gnomon.store.evaluations import EvaluationRow
from gnomon.store.transaction import Transaction
from gnomon.store.verdicts import VerdictRow

MICROSECOND = timedelta(microseconds=1)
FIRST = 1
"""Revision of a window's first verdict."""


def window(
    tx: Transaction,
    entity: Entity,
    plans: Sequence[Plan],
    judged: Judged,
    data_revision: int,
    observed_at: datetime,
) -> None:
    """Keep a window that is judged for the first time.

    Args:
        tx: The transaction.
        entity: Whose.
        plans: Its monitors.
        judged: What the window came to.
        data_revision: Which state of its data that stands on.
        observed_at: The time on the wall.
    """
    for plan in plans:
        if not evaluated(tx, entity, plan, judged.window, FIRST, judged.alerts[plan.name]):
            continue
        verdict(tx, entity, plan, judged, FIRST, data_revision)
        for happened in judged.events[plan.name]:
            event(tx, entity, plan, happened, observed_at)
        for episode in judged.alerts[plan.name].episodes:
            put(tx, entity, plan, episode, observed_at)


def evaluated(tx: Transaction, entity: Entity, plan: Plan, of: Window, revision: int, alert: Alert) -> bool:
    """Keep that a monitor was evaluated; False when it was already."""
    return evaluations.put(tx, evaluation(entity, plan, of, revision, alert))


def evaluation(entity: Entity, plan: Plan, of: Window, revision: int, alert: Alert) -> EvaluationRow:
    """A monitor's evaluation of a window, with its alert after it."""
    return EvaluationRow(entity.name, plan.name, plan.fingerprint, of, revision, record.alert_to_record(alert))


def verdict(tx: Transaction, entity: Entity, plan: Plan, judged: Judged, revision: int, data_revision: int) -> None:
    """Keep a monitor's verdict."""
    found = judged.verdicts[plan.name]
    verdicts.put(
        tx,
        VerdictRow(
            entity.name, plan.name, judged.window, revision, found.status, found.reason,
            verdict_record(plan, judged, entity), data_revision,
        ),
    )  # fmt: skip


def verdict_record(plan: Plan, judged: Judged, entity: Entity) -> dict[str, Any]:  # Any: JSON
    """A verdict as it is stored: as alerts read it, what was decided of every column, and under which reference."""
    found = judged.verdicts[plan.name]
    kept = {"verdict": record.verdict_to_record(found), "reference": judged.reference}
    if plan.watches == "custom":
        return kept | {"columns": [part_record(one) for one in found.details]}
    roles = entity.schema.roles
    mine = [one for one in judged.columns if plan.takes(one.column, one.what, roles.get(one.column, "feature"))]
    return kept | {"columns": [column_record(one) for one in mine]}


def column_record(one: ColumnVerdict) -> dict[str, Any]:  # Any: JSON
    """What was decided of a column, as JSON values."""
    kept = {"column": one.column, "what": one.what, "status": one.status}
    if one.status == "ok" and one.is_calm:
        return kept
    figures = {"effect": one.effect, "material": one.material, "p": one.p, "level": one.level, "test": one.test}
    return kept | record.finite(figures) | {"reason": one.reason}


def part_record(one: Detail) -> dict[str, Any]:  # Any: JSON
    """What was decided of a number of the user's own, as JSON values."""
    kept = {"column": one.part.series, "what": one.part.what, "status": one.status}
    return kept | record.figures_to_record(one.figures) | {"reason": one.reason}


def event(tx: Transaction, entity: Entity, plan: Plan, happened: AlertEvent, observed_at: datetime) -> None:
    """Keep something that happened to an episode; one that was never told is forgotten."""
    number = happened.episode.number
    if happened.event.kind == "dropped":
        episodes.drop(tx, plan.alert_id, number)
        return
    put(tx, entity, plan, happened.episode, observed_at)
    what = happened.event
    told(tx, entity, plan, number, what.kind, what.ts, observed_at, {"reason": what.reason})


def told(
    tx: Transaction,
    entity: Entity,
    plan: Plan,
    number: int,
    kind: str,
    at: datetime,
    observed_at: datetime,
    facts: dict[str, Any],  # Any: JSON
) -> None:
    """Keep an event of an episode under the next number of its kind, and what it does to an incident."""
    seq = 1 + sum(one.number == number and one.kind == kind for one in episodes.events(tx, entity.name, plan.alert_id))
    key = f"{plan.alert_id}:{number}:{kind}:{seq}"
    happened = AlertEventRow(key, entity.name, plan.name, plan.alert_id, number, kind, at, observed_at, facts)
    row = episodes.get(tx, plan.alert_id, number)
    if episodes.event(tx, happened) and row is not None:
        incidents.happened(tx, entity, row, kind, at, observed_at)


def put(
    tx: Transaction,
    entity: Entity,
    plan: Plan,
    episode: Episode,
    observed_at: datetime,
    state: EpisodeState | None = None,
) -> None:
    """Keep an episode as it is now.

    Args:
        tx: The transaction.
        entity: Whose.
        plan: Of which monitor.
        episode: The episode.
        observed_at: The time on the wall.
        state: `retracted` for one that late data took back; else as it is.
    """
    episodes.put(tx, row(entity, plan, episode, observed_at, state))


def row(
    entity: Entity, plan: Plan, episode: Episode, observed_at: datetime, state: EpisodeState | None = None
) -> EpisodeRow:
    """An episode as it is kept; the arguments are those of `put`."""
    started = calendar.window_of(episode.started_at - MICROSECOND, entity.every, entity.zone)
    names = dict.fromkeys(detail.part.series for detail in episode.details if detail.part.series)
    names |= dict.fromkeys(part.series for part in episode.parts if part.series)
    return EpisodeRow(
        entity=entity.name,
        monitor=plan.name,
        alert_id=plan.alert_id,
        number=episode.number,
        labels=plan.labels,
        severity=episode.severity,
        state=state or _state(episode),
        since=episode.started_at if plan.watches == "self" else started.start,
        started_at=episode.started_at,
        fired_at=episode.fired_at,
        ended_at=episode.ended_at,
        series=tuple(names),
        summary=_summary(episode),
        record=record.episode_to_record(episode),
        observed_at=observed_at,
    )


def _summary(episode: Episode) -> str:
    """What was wrong; of a monitor that is gone, that nobody looks any more."""
    is_gone = isinstance(episode.state, Inactive) and episode.state.reason == "monitor_removed"
    return f"{episode.last.reason} It is no longer watched." if is_gone else episode.last.reason


def _state(episode: Episode) -> EpisodeState:
    if isinstance(episode.state, Pending):
        return "pending"
    return "resolved" if isinstance(episode.state, Inactive) else "firing"
