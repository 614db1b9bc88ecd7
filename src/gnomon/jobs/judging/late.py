"""Late data: windows that were judged already are judged again, and what differs is a revision.

Source: ALERTS 1.5, R18–R20.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from gnomon.alerts import record, revision
from gnomon.alerts.alert import Alert
from gnomon.alerts.revision import Revised, Revision
from gnomon.config.entity import Entity
from gnomon.jobs.judging import keep
from gnomon.jobs.judging.assessed import Assessed
from gnomon.jobs.judging.judge import Alerts, Judged, judge
from gnomon.jobs.monitors import Plan
from gnomon.profiles.windows import Window
from gnomon.store import alerts as episodes
from gnomon.store import evaluations, verdicts
from gnomon.store.alerts import EpisodeState
from gnomon.store.evaluations import EvaluationRow
from gnomon.store.transaction import Transaction
from gnomon.store.verdicts import VerdictRow

STANDING: Sequence[EpisodeState] = ("firing", "resolved")
PENDING: Sequence[EpisodeState] = ("pending",)
TAKEN_BACK: Sequence[EpisodeState] = ("retracted",)


def before(tx: Transaction, entity: str, plans: Sequence[Plan], start: datetime) -> Alerts:
    """The alert of each monitor as the window before a time left it."""
    found: dict[str, Alert] = {}
    for plan in plans:
        row = evaluations.before(tx, entity, plan.name, start)
        found[plan.name] = Alert() if row is None else record.alert_from_record(row.alert)
    return found


def revise(
    tx: Transaction, entity: Entity, plans: Sequence[Plan], stretches: Sequence[Assessed], observed_at: datetime
) -> tuple[Window, ...]:
    """Judge windows again, and keep what differs from what was told.

    Args:
        tx: The transaction.
        entity: Whose.
        plans: Its monitors.
        stretches: The windows from the first that changed to the last that was judged, in order: at least one.
        observed_at: The time on the wall.

    Returns:
        The windows whose verdicts differ from what they were.
    """
    alerts = before(tx, entity.name, plans, stretches[0].windows[0].start)
    found = list[Judged]()
    for assessed in stretches:
        found += judge(assessed, plans, found[-1].alerts if found else alerts)
    revisions = [revision for assessed in stretches for revision in assessed.revisions]
    differing: dict[Window, None] = {}
    for plan in plans:
        differing |= dict.fromkeys(_revised(tx, entity, plan, alerts[plan.name], found, revisions, observed_at))
    return tuple(sorted(differing))


def _revised(
    tx: Transaction,
    entity: Entity,
    plan: Plan,
    alert: Alert,
    found: Sequence[Judged],
    revisions: Sequence[int],
    observed_at: datetime,
) -> list[Window]:
    told = [record.episode_from_record(row.record) for row in episodes.all(tx, entity.name, STANDING, plan.name)]
    taken_back = [row.number for row in episodes.all(tx, entity.name, TAKEN_BACK, plan.name)]
    alert = replace(alert, last_number=max(alert.last_number, *taken_back, 0))  # their numbers stay theirs
    readings = [(one.window.end, one.reading(plan.name)) for one in found]
    replayed = revision.revise(told, alert, readings, plan.policy, observed_at)
    since = found[0].window.start
    known = {row.window: row for row in verdicts.newest(tx, entity.name, plan.name, since)}
    states = {row.window: row for row in evaluations.since(tx, entity.name, plan.name, since)}
    differing = []
    for place, one in enumerate(found):
        if _kept(tx, entity, plan, one, replayed.states[place], revisions[place], known, states):
            differing.append(one.window)
    _tell(tx, entity, plan, replayed, observed_at)
    return differing


def _kept(
    tx: Transaction,
    entity: Entity,
    plan: Plan,
    one: Judged,
    state: Alert,
    data_revision: int,
    known: dict[Window, VerdictRow],
    states: dict[Window, EvaluationRow],
) -> bool:
    """Keep a window's new verdict where it differs; whether it does."""
    was = known.get(one.window)
    number = keep.FIRST if was is None else was.revision
    now = keep.verdict_record(plan, one, entity)
    differs = was is None or was.record != now
    if differs or (was is not None and was.data_revision != data_revision):
        number += was is not None
        keep.verdict(tx, entity, plan, one, number, data_revision)
    row = keep.evaluation(entity, plan, one.window, number, state)
    if states.get(one.window) != row:
        evaluations.replace(tx, row)
    return differs


def _tell(tx: Transaction, entity: Entity, plan: Plan, replayed: Revised, observed_at: datetime) -> None:
    """Keep the episodes as they are now, and what differs from what was told.

    Of those that are pending all are in the replay's last state, the earliest too, maybe under another number.
    """
    for row in episodes.all(tx, entity.name, PENDING, plan.name):
        episodes.drop(tx, row.alert_id, row.number)
    for episode in (*replayed.episodes, *replayed.alert.episodes):
        keep.put(tx, entity, plan, episode, observed_at)
    for change in replayed.revisions:
        _changed(tx, entity, plan, change, observed_at)


def _changed(tx: Transaction, entity: Entity, plan: Plan, change: Revision, observed_at: datetime) -> None:
    episode = change.now or change.told
    if episode is None:
        return
    if change.now is None or change.is_joined:
        taken_back = change.told or episode
        keep.put(tx, entity, plan, taken_back, observed_at, "retracted")
        episode = taken_back
    facts: dict[str, Any] = {"telling": change.telling, "late": change.is_late, "joined": change.is_joined}
    if change.told is not None:
        facts["before"] = record.episode_to_record(change.told)
    keep.told(tx, entity, plan, episode.number, change.kind, episode.started_at, observed_at, facts)
