"""A rehearsal: what a test feeds goes the way of a run, from verdicts to messages, in a store of its own.

Only the beginning and the end of the way are others: verdicts are fed, not
measured, and what would be sent is written down. Time is that of the test.

Source: ALERTS R65.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from gnomon.alerts import record
from gnomon.alerts.silence import Silence
from gnomon.alerts.state import Name
from gnomon.config.entity import Entity
from gnomon.config.monitor_tests import AUTHOR, ORIGIN, MonitorTest
from gnomon.config.settings import Settings
from gnomon.jobs import calendar, monitors, run
from gnomon.jobs.judging import keep, late
from gnomon.jobs.judging.assessed import Assessed
from gnomon.jobs.judging.judge import judge
from gnomon.jobs.lease import Lease, held
from gnomon.jobs.monitors import Plan
from gnomon.jobs.rehearsal import fed
from gnomon.jobs.rehearsal.fed import Fed
from gnomon.jobs.telling import silences, tell
from gnomon.jobs.telling.held_back import HeldBack
from gnomon.notify.message import compose
from gnomon.profiles.windows import Window
from gnomon.store import alerts as episodes
from gnomon.store import entities, evaluations, outbox
from gnomon.store.alerts import FIRING
from gnomon.store.open import Store, open_store
from gnomon.store.transaction import Transaction

FIRST_REVISION = 1
A_CLAIM = timedelta(seconds=30)
NOBODY_HELD = HeldBack({}, Counter())


@dataclass(frozen=True, slots=True)
class FiringAlert:
    """An alert that fires.

    Attributes:
        monitor: Its monitor.
        labels: All its labels but `alertname`.
        annotations: What a person wrote beside: `summary` and `runbook`, where there are any.
    """

    monitor: str
    labels: Mapping[str, str]
    annotations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How things stand after an evaluation.

    Attributes:
        at: The time since the beginning.
        firing: The alerts that fire.
        states: The state of each alert that was fed, by entity and monitor.
        sent: The messages of this evaluation: channel and reason.
    """

    at: timedelta
    firing: tuple[FiringAlert, ...]
    states: Mapping[tuple[str, str], Name]
    sent: tuple[tuple[str, str], ...]


def moments(test: MonitorTest, interval: timedelta, step: timedelta) -> tuple[timedelta, ...]:
    """When a test is evaluated: from 0 to its last sample or the last time at which something is expected.

    Args:
        test: The test.
        interval: How long a window is.
        step: How often it is evaluated.
    """
    return tuple(i * step for i in range(test.until(interval) // step + 1))


def rehearse(settings: Settings, test: MonitorTest, step: timedelta | None = None) -> tuple[Evaluated, ...]:
    """Go through a test.

    Args:
        settings: The configuration.
        test: What is fed.
        step: How often it is evaluated; once a window when not given.
    """
    interval = test.window(settings)
    at = moments(test, interval, step or interval)
    with TemporaryDirectory(prefix="gnomon-") as folder, open_store(f"sqlite:///{Path(folder)}/test.db") as store:
        stage = _Stage(settings, store, test, interval, at[-1])
        return tuple(stage.evaluate(one) for one in at)


class _Stage:
    """A store, a clock and the windows of a test."""

    __slots__ = ("_at", "_clock", "_interval", "_known", "_plans", "_settings", "_store", "_test", "_windows")

    def __init__(
        self, settings: Settings, store: Store, test: MonitorTest, interval: timedelta, end: timedelta
    ) -> None:
        self._settings, self._store, self._test, self._interval = settings, store, test, interval
        names = {(one.series.entity, one.series.monitor) for one in test.input_series}
        self._plans: dict[str, tuple[Plan, ...]] = {
            entity.name: tuple(plan for plan in monitors.plans(entity) if (entity.name, plan.name) in names)
            for entity in run.upstream_first(settings)
            if any(name == entity.name for name, _ in names)
        }
        for name in self._plans:
            with store.transaction() as tx:
                entity = settings.entities[name]
                entities.put(tx, name, {}, entity.upstream, every=entity.every, zone=entity.zone)
        some = settings.entities[next(iter(self._plans))] if self._plans else None
        self._windows = _windows(some, interval, end)
        self._at: timedelta | None = None
        self._clock = self._windows[0].end
        self._known: Fed = fed.fed(test, interval, timedelta(-1))

    def evaluate(self, at: timedelta) -> Evaluated:
        """What a run at a time comes to."""
        self._clock = self._wall(at)
        self._silence(at)
        known = fed.fed(self._test, self._interval, at)
        changed = _first_difference(self._known, known)
        self._known = known
        for name, plans in self._plans.items():
            entity = self._settings.entities[name]
            with held(self._store, f"entity/{name}", lambda: self._clock) as lease:
                assert lease is not None  # noqa: S101 - the store is of this test alone
                self._judge(entity, plans, lease, at, changed)
                tell.tell(self._settings, entity, plans, lease)
        silences.end_with_alerts(self._store, self._clock)
        self._at = at
        sent = self._sent()
        with self._store.reading() as tx:
            return Evaluated(at, self._firing(tx), self._states(tx), sent)

    def _wall(self, at: timedelta) -> datetime:
        place = at // self._interval
        return self._windows[place].end + (at - place * self._interval)

    def _silence(self, at: timedelta) -> None:
        for one in self._test.silences:
            if one.at <= at and (self._at is None or one.at > self._at):
                start = self._wall(one.at)
                wanted = Silence(one.matchers, start, start + one.for_, AUTHOR, AUTHOR)
                if wanted.ends_at > self._clock:
                    silences.add(self._store, wanted, self._clock)

    def _judge(self, entity: Entity, plans: Sequence[Plan], lease: Lease, at: timedelta, changed: int | None) -> None:
        """Judge again what came late, then what is new."""
        first = 0 if self._at is None else self._at // self._interval + 1
        if changed is not None and changed < first:
            with lease.transaction() as tx:
                late.revise(tx, entity, plans, [self._assessed(plans, changed, first, at)], self._clock)
        last = at // self._interval + 1
        if last <= first:
            return
        assessed = self._assessed(plans, first, last, None)
        with self._store.reading() as tx:
            alerts = late.before(tx, entity.name, plans, assessed.windows[0].start)
        for judged in judge(assessed, plans, alerts):
            with lease.transaction() as tx:
                keep.window(tx, entity, plans, judged, FIRST_REVISION, self._clock)

    def _assessed(self, plans: Sequence[Plan], first: int, last: int, at: timedelta | None) -> Assessed:
        """Windows with what is fed of them; those that came late have a revision of their own."""
        given = {}
        for plan in plans:
            entity = plan.labels["entity"]
            mine = {one: x for one, x in self._known.items() if (one.entity, one.monitor) == (entity, plan.name)}
            given[plan.name] = tuple(fed.verdict(plan, mine, place) for place in range(first, last))
        came = 0 if at is None else sum(one.at <= at for one in self._test.late)
        return Assessed(self._windows[first:last], (FIRST_REVISION + came,) * (last - first), given=given)

    def _sent(self) -> tuple[tuple[str, str], ...]:
        """What stands in the outbox, taken as delivered."""
        found: list[tuple[str, str]] = []
        with self._store.transaction() as tx:
            while rows := outbox.claim(tx, self._clock, AUTHOR, A_CLAIM):
                for row in rows:
                    assert row.id is not None  # noqa: S101 - it was read
                    outbox.settle(tx, row.id, AUTHOR, "delivered", self._clock)
                    found.append((row.channel, row.kind))
        return tuple(found)

    def _firing(self, tx: Transaction) -> tuple[FiringAlert, ...]:
        found: dict[str, FiringAlert] = {}
        for name, plans in self._plans.items():
            entity = self._settings.entities[name]
            for plan in plans:
                for row in episodes.all(tx, name, FIRING, plan.name):
                    labels = {key: text for key, text in row.matched_labels.items() if key != "alertname"}
                    told = tell.of_row(tx, entity, plan, row, None, NOBODY_HELD)
                    summary = compose(told).summary if plan.monitor.summary else ""
                    written = {"summary": summary, "runbook": plan.monitor.runbook or ""}
                    annotations = {key: text for key, text in written.items() if text}
                    found.setdefault(row.alert_id, FiringAlert(plan.name, labels, annotations))
        return tuple(found.values())

    def _states(self, tx: Transaction) -> dict[tuple[str, str], Name]:
        found: dict[tuple[str, str], Name] = {}
        for name, plans in self._plans.items():
            for plan in plans:
                row = evaluations.last(tx, name, plan.name)
                found[name, plan.name] = "none" if row is None else record.alert_from_record(row.alert).state
        return found


def _windows(entity: Entity | None, interval: timedelta, end: timedelta) -> tuple[Window, ...]:
    """The windows up to a time since the end of the first."""
    every, zone = ("1d", "UTC") if entity is None else (entity.every, entity.zone)
    first, count = calendar.window_of(ORIGIN, every, zone), end // interval + 1
    margin = 2 * interval + timedelta(days=32)  # months and days of 23 hours
    return calendar.windows(first.start, first.start + count * interval + margin, every, zone)[:count]


def _first_difference(before: Fed, now: Fed) -> int | None:
    """The first window whose samples are others than they were."""
    places = []
    for series, samples in now.items():
        old = before[series]
        length = max(len(samples), len(old))
        padded = (tuple(one) + (None,) * (length - len(one)) for one in (old, samples))
        places += [place for place, (a, b) in enumerate(zip(*padded, strict=True)) if a != b][:1]
    return min(places, default=None)
