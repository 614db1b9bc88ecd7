"""What gnomon could not do of an entity, as an alert of its own: `GnomonMonitorError`, for who runs gnomon.

It is folded at the end of each run, at the moment as which that runs: a source that cannot be read has no windows.
Its parts are the run itself and the monitors that could not judge, so that each is told and over by itself.

Source: ALERTS R12.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from gnomon.alerts import episodes, record
from gnomon.alerts.alert import Alert
from gnomon.alerts.verdict import WHOLE, Detail, Part, Verdict, of_details
from gnomon.config.entity import Entity
from gnomon.config.monitor import SELF
from gnomon.jobs import calendar
from gnomon.jobs.judging import incomplete, keep
from gnomon.jobs.monitors import own, plans
from gnomon.profiles.windows import Every
from gnomon.store import evaluations, verdicts
from gnomon.store.transaction import Transaction

MICROSECOND = timedelta(microseconds=1)


def fold(tx: Transaction, entity: Entity, error: str, at: datetime, observed_at: datetime) -> None:
    """Fold what could not be done into the alert; the same at a moment that is not later changes nothing.

    Args:
        tx: The transaction.
        entity: The entity.
        error: What the run could not do; empty when it could.
        at: The moment as which it ran.
        observed_at: The time on the wall.
    """
    plan = own(entity)
    last = evaluations.last(tx, entity.name, plan.name)
    before = Alert() if last is None else record.alert_from_record(last.alert)
    found = verdict(tx, entity, error)
    if before.evaluated_at is not None and at <= before.evaluated_at:
        if {detail.part for detail in found.details} == before.standing:
            return
        at = before.evaluated_at + MICROSECOND
    after, events = episodes.step(before, found, at, plan.policy)
    window = calendar.window_of(at, entity.every, entity.zone)
    evaluations.replace(tx, keep.evaluation(entity, plan, window, keep.FIRST, after))
    for happened in events:
        keep.event(tx, entity, plan, happened, observed_at)
    for episode in after.episodes:
        if episode.is_live:
            keep.put(tx, entity, plan, episode, observed_at)


def ran_as_of(tx: Transaction, entity: str) -> datetime | None:
    """The moment as which an entity was last run; None before its first run.

    Args:
        tx: The transaction.
        entity: Its name.

    Raises:
        UsageError: There is no such entity in the store.
    """
    last = evaluations.last(tx, entity, SELF)
    return None if last is None else record.alert_from_record(last.alert).evaluated_at


def verdict(tx: Transaction, entity: Entity, error: str) -> Verdict:
    """What could not be done: by the run, and by each monitor in the newest window.

    Args:
        tx: The transaction.
        entity: The entity.
        error: What the run could not do; empty when it could.
    """
    failed = [Detail(WHOLE, "violation", is_calm=False, reason=error)] if error else []
    failed += [Detail(Part(name), "violation", is_calm=False, reason=said) for name, said in _monitors(tx, entity)]
    return Verdict("violation", of_details(failed), details=tuple(failed)) if failed else Verdict("ok")


def _monitors(tx: Transaction, entity: Entity) -> Iterator[tuple[str, str]]:
    """The monitors that could not judge the newest window, each with why; rows that cannot be read are the run's."""
    until = verdicts.judged_until(tx, entity.name)
    if until is None:
        return
    judging = {plan.name for plan in plans(entity) if plan.watches not in incomplete.HELD}
    since = until - Every.parse(entity.every).length - timedelta(days=1)
    newest = {row.monitor: row for row in verdicts.newest(tx, entity.name, since=since)}
    for name, row in newest.items():
        if name in judging and row.status == "error":
            yield name, row.reason
